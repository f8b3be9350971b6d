using System.Buffers;
using System.Text;
using CsCheck;
using Flyball.Cli.Records;
using Flyball.Jobs;

namespace Flyball.Tests.Cli.Records;

public sealed class CheckpointRecordTests
{
    static readonly DateTimeOffset s_start = new(2026, 11, 24, 9, 46, 29, TimeSpan.Zero);

    static ReadOnlyMemory<byte> Write(CheckpointRecord record, string command, JobOutcome outcome)
    {
        ArrayBufferWriter<byte> line = new();
        CheckpointRecord.Write(line, record, 12, new(new(7), Job.Process("x") with { Name = command }, s_start, outcome, s_start), s_start);
        return line.WrittenMemory;
    }

    [Fact]
    public void A_record_is_a_line_that_people_can_read()
    {
        CheckpointRecord record = new(new(UInt128.MaxValue), false, true);
        Encoding.UTF8.GetString(Write(record, "grep 'ä' \"<x>\"", new(JobStatus.Failed, 3, Usage: new(TimeSpan.FromSeconds(1.2345)))).Span).ShouldBe(
            """{"id":"ffffffffffffffffffffffffffffffff","status":"failed","repeat":true,"exitCode":3,"number":12,"startedAt":"2026-11-24T09:46:29+00:00","seconds":1.234,"command":"grep 'ä' \"<x>\""}""" + "\n");
    }

    [Fact]
    public void What_is_written_is_read_whatever_the_command_holds() =>
        Gen.Select(Gen.ULong, Gen.ULong, Gen.Enum<JobStatus>(), Gen.Bool, Gen.OneOf('a', '"', '\\', '\t', '\n', '\0', '\uDC80', '\uD800', 'ä').Array[0, 20].Select(characters => new string(characters))).Sample((high, low, status, isRepeat, command) =>
        {
            CheckpointRecord record = new(new(new UInt128(high, low)), status == JobStatus.Succeeded, isRepeat);
            ReadOnlyMemory<byte> line = Write(record, command, new(status));
            line.Span.Count((byte)'\n').ShouldBe(1);
            CheckpointRecord.Parse(line[..^1]).ShouldBe(record);
            for (int length = 0; length < line.Length - 1; length++) CheckpointRecord.Parse(line[..length]).ShouldBeNull();
        }, iter: 50);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":"0123456789abcdef0123456789abcdef"}""")]
    [InlineData("""{"id":"0123456789abcdef0123456789abcdef","status":"running"}""")]
    [InlineData("""{"id":"0123","status":"failed"}""")]
    [InlineData("""{"id":"0123456789abcdef0123456789abcdeg","status":"failed"}""")]
    [InlineData("""{"id":"0123456789abcdef0123456789abcdef","status":"failed"}}""")]
    public void What_is_no_record_is_not_read(string line) => CheckpointRecord.Parse(Encoding.UTF8.GetBytes(line)).ShouldBeNull();

    [Fact]
    public void Fields_that_are_not_known_are_passed_over() =>
        CheckpointRecord.Parse("""{"later":{"x":[1]},"id":"0123456789abcdef0123456789abcdef","status":"timed out"}"""u8.ToArray()).ShouldNotBeNull().Succeeded.ShouldBeFalse();

    [Fact]
    public void The_header_tells_its_version()
    {
        ArrayBufferWriter<byte> header = new();
        CheckpointRecord.WriteHeader(header);
        Encoding.UTF8.GetString(header.WrittenSpan).ShouldBe("""{"format":"flyball checkpoint","version":1}""" + "\n");
        CheckpointRecord.VersionOf(header.WrittenMemory[..^1]).ShouldBe(1);
        CheckpointRecord.VersionOf("""{"format":"flyball checkpoint","version":12}"""u8.ToArray()).ShouldBe(12);
        CheckpointRecord.VersionOf("""{"version":1}"""u8.ToArray()).ShouldBeNull();
    }
}
