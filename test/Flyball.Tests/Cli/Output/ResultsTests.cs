using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Flyball.Cli.Output;
using Flyball.Cli.Output.Results;
using Flyball.Execution;

namespace Flyball.Tests.Cli.Output;

public sealed class ResultsTests
{
    [Theory]
    [InlineData("-.csv", false)]
    [InlineData("out/-.csv", true)]
    [InlineData("out.csv", true)]
    [InlineData("out", false)]
    public void Only_a_dash_alone_is_standard_output(string name, bool isFile) => ResultPlace.IsTableFile(name).ShouldBe(isFile);

    [Theory]
    [InlineData("a b$'\"%\n", "a b$'\"%\n")]
    [InlineData("a/b", @"a\_b")]
    [InlineData(@"a\b", @"a\\b")]
    [InlineData(".", @"\.")]
    [InlineData("..", @"\..")]
    [InlineData("...", "...")]
    [InlineData("", "")]
    [InlineData("caf\uDCE9", "caf\uDCE9")]
    public void A_value_is_one_name(string value, string name) => ResultPath.Name(value).ShouldBe(name);

    [Fact]
    public void A_name_has_no_more_bytes_than_file_systems_take()
    {
        ResultPath.Name(new string('a', 255)).ShouldBe(new string('a', 255));
        ResultPath.Name(new string('a', 300)).ShouldBe($@"\9835fa6bf4e20a9b9ea812506302e989 {new string('a', 221)}");
        string accents = new('é', 200);
        SystemBytes.Of(ResultPath.Name(accents))[34..].ShouldBe(SystemBytes.Of(accents)[..221]);
    }

    [Fact]
    public void Values_that_begin_alike_have_names_of_their_own_however_long_they_are() =>
        ((string[])["1", "2", "", "/"]).Select(end => ResultPath.Name(new string('a', 255) + end)).Distinct().Count().ShouldBe(4);

    [Fact]
    public void No_two_values_of_usual_length_share_a_name() => Gen.Select(Gen.String["./\\_a"], Gen.String["./\\_a"])
        .Where((one, other) => one != other && one.Length < 60 && other.Length < 60)
        .Sample((one, other) => ResultPath.Name(one).ShouldNotBe(ResultPath.Name(other)));

    [Fact]
    public void No_value_leads_out_of_its_folder() => Gen.String["./\\a"].Sample(value =>
    {
        Path.GetFullPath(ResultPath.InFolder("/base", [("1", value)])).ShouldStartWith("/base/1");
        Path.GetFullPath(ResultPath.Inserted($"/base/{value}", "/base/".Length)).ShouldStartWith("/base");
    });

    [Fact]
    public void Folders_are_named_after_sources_and_values()
    {
        string path = ResultPath.InFolder("out/", [("1", "a"), ("name", "b/c")]);
        path.ShouldBe(@"out/1/a/name/b\_c/");
        ResultPath.Files(path).ShouldBe((path + "stdout", path + "stderr", path + "seq"));
    }

    [Fact]
    public void Jobs_with_names_have_folders_of_their_own_however_long_their_names_are()
    {
        ResultPath.OfJob("out/", "a/b", 1).ShouldBe(@"out/a\_b/");
        ResultPath.OfJob("out", "..", 1).ShouldBe(@"out/\../");
        string longest = new('a', 255);
        ResultPath.OfJob("out", longest, 1).ShouldBe($"out/{longest}/");
        ResultPath.OfJob("out", longest + "b", 2).ShouldBe($@"out/\2 {longest[..252]}/");
        ResultPath.OfJob("out", longest + "c", 3).ShouldBe($@"out/\3 {longest[..252]}/");
    }

    [Fact]
    public void A_step_has_a_place_in_that_of_its_job()
    {
        ResultPath.OfStep("out/a/", null).ShouldBe("out/a/");
        ResultPath.OfStep("out/a/", 2).ShouldBe("out/a/2/");
        ResultPath.OfStep("out/a", 2).ShouldBe("out/a/2");
    }

    [Fact]
    public void Files_of_a_template_stand_side_by_side()
    {
        ResultPath.Files("out/a-b").ShouldBe(("out/a-b", "out/a-b.err", "out/a-b.seq"));
        ResultPath.Inserted("../x/../a/..", 5).ShouldBe(@"../x/\../a/\..");
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("a b", "\"a b\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\n", "\"a\n\"")]
    [InlineData("c'd;e$", "c'd;e$")]
    public void Fields_are_quoted_where_they_must(string field, string written) => Separated(field).ShouldBe(written + "," + written);

    [Fact]
    public void Fields_come_back_from_what_was_written() => Gen.String["a\",\n "].Sample(field =>
    {
        Separated(field).ShouldBe($"{Quoted(field)},{Quoted(field)}");
        static string Quoted(string text) => text.AsSpan().IndexOfAny("\",\n ") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    });

    [Fact]
    public void Any_bytes_in_any_pieces_become_the_text_that_all_of_them_would() => Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[1, 7]).Sample((bytes, size) =>
    {
        IEnumerable<ReadOnlyMemory<byte>> pieces = bytes.Chunk(size).Select(piece => (ReadOnlyMemory<byte>)piece);
        string.Concat(JsonText.ValidPieces(pieces).Select(piece => Encoding.UTF8.GetString(piece.Span))).ShouldBe(Encoding.UTF8.GetString(bytes));
    });

    [Fact]
    public void Text_of_any_bytes_is_text_that_JSON_takes() => Gen.Byte.Array[0, 40].Sample(bytes =>
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) json.WriteStringValue(JsonText.Of(SystemText.GetString(bytes)));
        JsonDocument.Parse(buffer.WrittenMemory).RootElement.GetString()!.Replace("\uFFFD", "", StringComparison.Ordinal)
            .ShouldBe(Encoding.UTF8.GetString(bytes).Replace("\uFFFD", "", StringComparison.Ordinal));
    });

    static string Separated(string field)
    {
        StringBuilder written = new();
        var buffer = new PieceBuffer(piece => written.Append(Encoding.UTF8.GetString(piece.Span)));
        byte[] bytes = Encoding.UTF8.GetBytes(field);
        var values = new SeparatedValues((byte)',');
        values.Write(new(bytes, bytes.Length), isFirst: true, buffer);
        values.Write(new(bytes, bytes.Length), isFirst: false, buffer);
        buffer.Flush();
        return written.ToString();
    }
}
