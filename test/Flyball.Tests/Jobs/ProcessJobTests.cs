using System.Collections.Immutable;
using Flyball.Jobs;

namespace Flyball.Tests.Jobs;

public sealed class ProcessJobTests
{
    static readonly ProcessJob s_job = Job.Process("true");

    [Fact]
    public void Lists_that_were_never_made_are_empty()
    {
        ProcessJob job = new ProcessJob("true", default) with { Cpus = default, Limits = default };
        (job.Arguments.IsDefault, job.Cpus.IsDefault, job.Limits.IsDefault).ShouldBe((false, false, false));
    }

    [Fact]
    public void Variables_are_kept_those_to_be_removed_too()
    {
        ImmutableDictionary<string, string?> variables = ImmutableDictionary<string, string?>.Empty.Add("A", "b=c").Add("GONE", null);
        (s_job with { Environment = variables }).Environment.ShouldBe(variables);
    }

    [Fact]
    public void What_the_system_cannot_be_told_is_refused_at_once()
    {
        Should.Throw<ArgumentException>(() => Job.Process(""));
        Should.Throw<ArgumentException>(() => Job.Process("a\0b"));
        Should.Throw<ArgumentNullException>(() => s_job with { Environment = null! });
        Should.Throw<ArgumentException>(() => Job.Process("a", "b\0"));
        Should.Throw<ArgumentException>(() => s_job with { WorkingDirectory = "/tmp\0/else" });
        Should.Throw<ArgumentOutOfRangeException>(() => s_job with { Cpus = [0, -1] });
    }

    [Theory]
    [InlineData("", "value")]
    [InlineData("A=B", "value")]
    [InlineData("A\0", "value")]
    [InlineData("A", "val\0ue")]
    [InlineData("A=B", null)]
    public void A_variable_that_cannot_be_is_refused_at_once(string name, string? value) =>
        Should.Throw<ArgumentException>(() => s_job with { Environment = ImmutableDictionary<string, string?>.Empty.Add(name, value) });

    [Fact]
    public void A_nice_value_or_limit_that_no_process_can_have_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => s_job with { Nice = 20 });
        Should.Throw<ArgumentOutOfRangeException>(() => s_job with { Nice = -21 });
        Should.Throw<ArgumentOutOfRangeException>(() => s_job with { Limits = [new(LimitedResource.OpenFiles, -1)] });
        Should.Throw<ArgumentOutOfRangeException>(() => s_job with { Limits = [new(LimitedResource.OpenFiles, 10, -1)] });
        (s_job with { Nice = -20, Limits = [new(LimitedResource.OpenFiles, null), new(LimitedResource.Data, 0, 0)] }).Limits.Length.ShouldBe(2);
    }
}
