using System.Text;
using CsCheck;
using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Commands;
using Flyball.Cli.Rendering;
using Flyball.Cli.Replay;

namespace Flyball.Tests.Cli.Replay;

/// <summary>Whatever a file holds, it is replayed or refused with what is wrong.</summary>
public sealed class HostileRecordTests
{
    static readonly byte[][] s_tokens =
    [
        .. new[]
        {
            "{", "}", "[", "]", ":", ",", "\"", "\n", "null", "true", "0", "-1", "1e999", "1e-300", "99999999999999999999", "4294967296", "0.0000001", "1e9", "\\ud800", "\\u0000", "\"gate\":\"alone\"",
            "\"starts\":true", "\"memory\":0", "\"cores\":0", "\"usableCpus\":2147483647", "\"siblings\":2147483647", "\"wall\":1e8", "\"priority\":-2147483648", "\"after\":[1]", "\"sequence\":1", "\"isSequence\":true",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF], [0xC3], [0xED, 0xA0, 0x80],
    ];

    static readonly ReplayChanges[] s_changes = [new(), new() { Aggressiveness = Aggressiveness.Polite, Cores = 3 }, new() { PolicyKind = PolicyKind.Plain, MaxRunning = 2 }, new() { MemoryTotal = Flyball.Jobs.ByteSize.GiB(1) }];

    static readonly byte[] s_full = SampleRecord.With(SampleRecord.FullDecision, SampleRecord.FullDecision).ToArray();

    [Fact]
    public void A_sequence_is_no_step_of_itself() => Should.Throw<UsageException>(() => ReplayCommand.Of(
        SampleRecord.With("""{"job":{"at":0,"id":100,"template":"a","isSequence":true,"sequence":100}}"""), "hostile", new())).Message.ShouldContain("job 100 is not known");

    [Fact]
    public void No_record_is_an_unhandled_fault()
    {
        int replayed = 0, refused = 0;
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 1 << 20], Gen.Int[0, 1 << 20], Gen.Int[0, 1 << 16]).Array[1, 3].Select(Gen.Int[0, 3], Gen.Bool).Sample((changes, wanted, isFull) =>
        {
            byte[] bytes = isFull ? s_full : SampleRecord.Bytes;
            foreach ((int way, int at, int to, int token) in changes) bytes = Changed(bytes, way, at, to, token);
            try
            {
                ReplayReport report = ReplayCommand.Of(new MemoryStream(bytes), "hostile", s_changes[wanted]);
                ReplayView.Lines(report).ShouldNotBeEmpty();
                ReplayJson.For(report).ShouldNotBeEmpty();
                Interlocked.Increment(ref replayed);
            }
            catch (UsageException wrong)
            {
                wrong.Message.ShouldNotBeEmpty();
                wrong.Hint.ShouldNotBeEmpty();
                Interlocked.Increment(ref refused);
            }
        }, iter: 1500, threads: 1);
        replayed.ShouldBeGreaterThan(30);
        refused.ShouldBeGreaterThan(300);
    }

    static byte[] Changed(byte[] bytes, int way, int at, int to, int token)
    {
        if (bytes.Length == 0) return s_tokens[token % s_tokens.Length];
        (int from, int end) = (Math.Min(at, to) % bytes.Length, Math.Max(at, to) % bytes.Length);
        if (end < from) (from, end) = (end, from);
        byte[] word = s_tokens[token % s_tokens.Length];
        return way switch
        {
            // A byte; a word put in, or in the place of the next number or word; a piece lost, or doubled.
            0 => [.. bytes[..from], (byte)token, .. bytes[(from + 1)..]],
            1 => [.. bytes[..from], .. word, .. bytes[from..]],
            2 => [.. bytes[..NextValue(bytes, from)], .. word, .. bytes[ValueEnd(bytes, NextValue(bytes, from))..]],
            3 => [.. bytes[..from], .. bytes[Math.Min(end, from + 200)..]],
            _ => [.. bytes[..end], .. bytes[Math.Max(from, end - 200)..]],
        };
    }

    static int NextValue(byte[] bytes, int from) => Array.IndexOf(bytes, (byte)':', from) is >= 0 and var colon ? colon + 1 : from;

    static int ValueEnd(byte[] bytes, int from)
    {
        int end = from;
        while (end < bytes.Length && bytes[end] is not ((byte)',' or (byte)'}' or (byte)']' or (byte)'\n')) end++;
        return end;
    }
}
