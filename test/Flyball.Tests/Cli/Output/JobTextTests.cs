using System.Text;
using CsCheck;
using Flyball.Cli.Output;
using Flyball.Execution;
using Flyball.Execution.Portable;

namespace Flyball.Tests.Cli.Output;

public sealed class JobTextTests
{
    static readonly Gen<(string[] Pieces, int Every)> s_outputs = Gen.Select(Gen.String["ab\n"].Array[0, 30], Gen.Int[1, 5]);

    [Fact]
    public void A_line_is_printed_once_it_is_whole_and_nothing_before() => s_outputs.Sample(output =>
    {
        using OutputBuffer buffer = new(VanishingFile.Open);
        var text = new JobText([], []);
        string written = "", printed = "";
        void Take(OutputKind stream, ReadOnlySpan<byte> bytes) => printed += Encoding.UTF8.GetString(bytes);
        for (int i = 0; i < output.Pieces.Length; i++)
        {
            buffer.Append(Encoding.UTF8.GetBytes(output.Pieces[i]));
            written += output.Pieces[i];
            text.Note(OutputKind.StandardOutput, buffer.SoFar);
            if (i % output.Every != 0) continue;
            text.PrintNews(Take);
            printed.ShouldBe(written[..(written.LastIndexOf('\n') + 1)]);
        }

        using OutputContent all = buffer.Take();
        text.PrintRest(all, OutputContent.Empty, Take);
        printed.ShouldBe(written);
    });

    [Fact]
    public void Each_line_has_its_tag_however_it_comes() => s_outputs.Sample(output =>
    {
        string whole = string.Concat(output.Pieces);
        Printed(output.Pieces, "tag\t").ShouldBe(Tagged(whole, "tag\t"));
    });

    [Fact]
    public void Lines_longer_than_any_buffer_survive()
    {
        string line = new('x', 300_000);
        Printed([line, line, "\n", line], "t:").ShouldBe($"t:{line}{line}\nt:{line}");
    }

    [Fact]
    public void No_output_has_no_tag() => Printed([], "tag\t").ShouldBe("");

    [Fact]
    public void The_command_comes_first_and_once_also_from_a_silent_job()
    {
        List<(OutputKind, string)> printed = [];
        void Take(OutputKind stream, ReadOnlySpan<byte> bytes) => printed.Add((stream, Encoding.UTF8.GetString(bytes)));
        var text = new JobText("t\t"u8.ToArray(), "true\n"u8.ToArray());
        text.PrintNews(Take);
        text.PrintRest(OutputContent.Empty, new("x\n"u8.ToArray(), 2), Take);
        printed.ShouldBe([(OutputKind.StandardOutput, "t\ttrue\n"), (OutputKind.StandardError, "t\tx\n")]);
    }

    /// <summary>The naive model: a tag after each newline that is followed by something, and at the beginning.</summary>
    static string Tagged(string text, string tag) => text.Length == 0 ? "" : tag + text[..^1].Replace("\n", "\n" + tag, StringComparison.Ordinal) + text[^1];

    static string Printed(string[] pieces, string tag)
    {
        using OutputBuffer buffer = new(VanishingFile.Open);
        var text = new JobText(Encoding.UTF8.GetBytes(tag), []);
        StringBuilder printed = new();
        void Take(OutputKind stream, ReadOnlySpan<byte> bytes) => printed.Append(Encoding.UTF8.GetString(bytes));
        foreach (string piece in pieces)
        {
            buffer.Append(Encoding.UTF8.GetBytes(piece));
            if (text.Note(OutputKind.StandardOutput, buffer.SoFar)) text.PrintNews(Take);
        }

        using OutputContent all = buffer.Take();
        text.PrintRest(all, OutputContent.Empty, Take);
        return printed.ToString();
    }
}
