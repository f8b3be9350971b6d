using System.Text;
using CsCheck;
using Flyball.Cli.Records;

namespace Flyball.Tests.Cli.Records;

public sealed class RecordLinesTests
{
    /// <summary>A stream that gives a few bytes at a time, as a file on a network may.</summary>
    sealed class Dribble(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));
    }

    [Fact]
    public void Lines_are_those_that_end_in_a_newline_however_the_bytes_arrive() =>
        Gen.Select(Gen.OneOf<byte>((byte)'\n', (byte)'a', (byte)'\r', 0, 0xFF).Array[0, 200], Gen.Int[1, 50]).Sample((bytes, most) =>
        {
            RecordLines lines = new(new Dribble(bytes, most));
            string[] read = [.. lines.Read().Select(line => Encoding.Latin1.GetString(line.Span))];
            string[] parts = Encoding.Latin1.GetString(bytes).Split('\n');
            read.ShouldBe(parts[..^1]);
            lines.Number.ShouldBe(parts.Length - 1);
            lines.WholeLength.ShouldBe(bytes.Length - parts[^1].Length);
        });

    [Fact]
    public void A_line_may_be_longer_than_the_buffer()
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)'x', 300_000), (byte)'\n', (byte)'y', (byte)'\n'];
        new RecordLines(new MemoryStream(bytes)).Read().Select(line => line.Length).ShouldBe([300_000, 1]);
    }
}
