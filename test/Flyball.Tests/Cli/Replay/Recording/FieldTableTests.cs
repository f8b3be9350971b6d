using System.Buffers;
using System.Reflection;
using System.Text.Json;
using Flyball.Admission;
using Flyball.Cli.Replay.Recording;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Tests.Cli.Replay.Recording;

/// <summary>Values of which each property, to the last nested one, is other than usual.</summary>
public sealed class FieldTableTests
{
    [Fact]
    public void All_of_a_state_comes_back() => ShouldComeBack(StateFields.All, default, _ => default);

    [Fact]
    public void All_of_a_job_that_waits_comes_back() => ShouldComeBack(JobFields.Queued, default, job => new(job.Id, job.Estimate, job.QueuedAt));

    [Fact]
    public void All_of_a_job_that_runs_comes_back() => ShouldComeBack(JobFields.Running, new(default, default, default), job => new(job.Id, job.Estimate, job.StartedAt));

    [Fact]
    public void All_of_an_estimate_comes_back() => ShouldComeBack(JobFields.Estimate, default, estimate => new() { Cores = estimate.Cores, Memory = estimate.Memory });

    [Fact]
    public void What_is_as_usual_is_not_written()
    {
        Text(StateFields.All, default).ShouldBe("{}");
        Text(JobFields.Running, new(new(1), default, TimeSpan.FromSeconds(1))).ShouldBe("{}");
    }

    [Fact]
    public void A_time_of_zero_is_told_from_none()
    {
        var state = new AdmissionState { LastStart = TimeSpan.Zero };
        StateFields.All.Read(Fields(Text(StateFields.All, state))).ShouldBe(state);
    }

    [Fact]
    public void A_job_that_shrinks_has_a_growth_below_zero()
    {
        RunningJob job = new RunningJob(default, default, default) with { Growth = new(-5) };
        JobFields.Running.Read(Fields(Text(JobFields.Running, job))).ShouldBe(job);
    }

    /// <param name="table">The fields.</param>
    /// <param name="usual">The value of which nothing is written.</param>
    /// <param name="known">What is written elsewhere of a value.</param>
    static void ShouldComeBack<T>(FieldTable<T> table, T usual, Func<T, T> known)
        where T : struct
    {
        var value = (T)Other(usual);
        value.ShouldNotBe(usual);
        table.Read(Fields(Text(table, value)), known(value)).ShouldBe(value);
    }

    static object Other(object usual)
    {
        foreach (PropertyInfo property in usual.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            if (property.SetMethod is not null) property.SetValue(usual, Other(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, property.GetValue(usual)));
        return usual;
    }

    static object Other(Type type, object? usual) => usual switch
    {
        _ when type == typeof(bool) => usual is not true,
        _ when type == typeof(int) => 7,
        _ when type == typeof(double) => 1.0 / 3,
        _ when type == typeof(TimeSpan) => TimeSpan.FromTicks(12345678901),
        _ when type == typeof(ByteSize) => new ByteSize(12345678901),
        _ when type == typeof(CoreAmount) => new CoreAmount(1234),
        _ when type == typeof(JobId) => new JobId(42),
        _ when type.IsEnum => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!,
        _ => Other(usual ?? Activator.CreateInstance(type)!),
    };

    static string Text<T>(FieldTable<T> table, T value)
        where T : struct
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            table.Write(json, value);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static JsonFields Fields(string text) => new(JsonElement.Parse(text));
}
