using CsCheck;
using Flyball.Cli.Records;
using Flyball.Cli.Templates;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.Records;

public sealed class JobIdentityTests
{
    sealed record Facts(string Command, string Folder, (string Name, string? Value)[] Variables, InputState[] Inputs)
    {
        public JobIdentity Identity => JobIdentity.Of(Command, Folder, Variables.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)), Inputs);

        public string Text => $"{Command.Length}:{Command}|{Folder.Length}:{Folder}|{string.Join('|', Variables.OrderBy(variable => variable.Name, StringComparer.Ordinal).Select(variable => (variable.Name.Length, variable, IsSet: variable.Value is not null)))}|{string.Join('|', Inputs.Select(input => (input.Path.Length, input)))}";
    }

    // Few characters, so that different facts often have the same text when they are merely put in a row.
    static readonly Gen<string> s_text = Gen.OneOf('a', '=', '\uDC80').Array[0, 2].Select(characters => new string(characters));

    static readonly Gen<Facts> s_facts = Gen.Select(
        s_text, s_text,
        Gen.Select(Gen.OneOf("a", "aa", "b"), Gen.OneOf(s_text.Select(text => (string?)text), Gen.OneOf((string?)null))).Select((name, value) => (name, value)).Array[0, 2]
            .Where(variables => variables.DistinctBy(variable => variable.name).Count() == variables.Length),
        Gen.Select(s_text, Gen.OneOf<long?>(null, 0L, 1L)).Select((path, length) => new InputState(path, length, length)).Array[0, 2])
        .Select((command, folder, variables, inputs) => new Facts(command, folder, variables, inputs));

    [Fact]
    public void Two_jobs_have_the_same_identity_when_all_facts_are_the_same_and_not_otherwise() =>
        Gen.Select(s_facts, s_facts).Sample((one, other) => (one.Identity == other.Identity).ShouldBe(one.Text == other.Text), iter: 20_000);

    [Fact]
    public void A_folder_without_a_name_is_none()
    {
        var identities = new JobIdentities(["input"], [], ReplacementRules.Default);
        identities.Of(Job.Process("a") with { WorkingDirectory = "" }).ShouldNotBe(identities.Of(Job.Process("a")));
    }

    [Fact]
    public void The_order_of_variables_does_not_matter() =>
        new Facts("x", "/", [("a", "1"), ("b", "2")], []).Identity.ShouldBe(new Facts("x", "/", [("b", "2"), ("a", "1")], []).Identity);

    [Fact]
    public void An_identity_is_read_as_it_is_written() => Gen.Select(Gen.ULong, Gen.ULong).Sample((high, low) =>
    {
        JobIdentity identity = new(new UInt128(high, low));
        JobIdentity.TryParse(identity.ToString(), out JobIdentity read).ShouldBeTrue();
        read.ShouldBe(identity);
    });

    /// <summary>Checkpoints outlive the program that wrote them: this may change only with the version of their format.</summary>
    [Fact]
    public void The_identity_of_a_job_stays_what_it_is() =>
        JobIdentity.Of("gzip 'a b'", "/data", [KeyValuePair.Create("LANG", (string?)"C")], [new("/data/a b", 5, 639_000_000_000_000_000)]).ToString().ShouldBe("58042ae002445808a65f75fccecd3a8f");
}
