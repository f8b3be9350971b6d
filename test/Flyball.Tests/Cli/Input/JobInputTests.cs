using System.Collections.Immutable;
using CsCheck;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;

namespace Flyball.Tests.Cli.Input;

public sealed class JobInputTests : IDisposable
{
    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("flyball-input-");

    public void Dispose() => _directory.Delete(recursive: true);

    static string[] Read(Stream standardInput, params InputSource[] sources)
    {
        return ReadWith(standardInput, new InputSettings(), sources);
    }

    static string[] ReadWith(Stream standardInput, InputSettings settings, params InputSource[] sources)
    {
        using JobInput input = JobInput.Open(settings with { Sources = [.. sources] }, () => standardInput);
        return [.. input.Rows().Select(values => string.Join('|', values))];
    }

    static string[] Lines(ReadOnlySpan<byte> bytes) => Read(new MemoryStream(bytes.ToArray()), new StandardInputLines());

    static ArgumentValues Words(params string[] words) => new([.. words]);

    string FileOf(string text)
    {
        string path = Path.Combine(_directory.FullName, "values");
        File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public void Several_groups_give_every_combination_and_the_last_varies_fastest() =>
        Read(Stream.Null, Words("a", "b"), Words("1", "2"), Words("x")).ShouldBe(["a|1|x", "a|2|x", "b|1|x", "b|2|x"]);

    [Fact]
    public void Of_CSV_it_is_rows_that_are_empty_or_end_the_input_and_not_lines()
    {
        InputSettings settings = new() { Columns = new CsvColumns(), SkipsEmpty = true, EndMark = "END" };
        ReadWith(Stream.Null, settings, new FileLines(FileOf("\"a\n\nb\"\n\n\"c\nEND\n\",d\nEND\ne\n"))).ShouldBe(["a\n\nb", "c\nEND\n|d"]);
    }

    [Fact]
    public void A_line_that_never_ends_is_refused_before_memory_is()
    {
        UsageException wrong = Should.Throw<UsageException>(() => RecordReader.Read(new MemoryStream(new byte[300_000]), "it", [(byte)'\n'], longest: 100_000).Count());
        wrong.Message.ShouldBe("it: line 1 is longer than 97.7 KiB");
    }

    [Fact]
    public void An_empty_group_gives_no_job() => Read(Stream.Null, Words("a"), Words()).ShouldBeEmpty();

    [Fact]
    public void Files_combine_with_words() => Read(Stream.Null, new FileLines(FileOf("x\ny\n")), Words("1", "2")).ShouldBe(["x|1", "x|2", "y|1", "y|2"]);

    [Fact]
    public void A_file_that_is_not_the_first_source_is_gone_through_again() =>
        Read(Stream.Null, Words("1", "2"), new FileLines(FileOf("x\ny"))).ShouldBe(["1|x", "1|y", "2|x", "2|y"]);

    [Fact]
    public void A_huge_product_is_drawn_one_by_one()
    {
        ImmutableArray<InputSource> sources = [.. Enumerable.Repeat<InputSource>(Words([.. Enumerable.Range(0, 100).Select(number => $"{number}")]), 9)];
        using JobInput input = JobInput.Open(new() { Sources = sources }, () => Stream.Null);
        string.Join(' ', input.Rows().Skip(1).First()).ShouldBe("0 0 0 0 0 0 0 0 1");
    }

    [Fact]
    public void Empty_input_gives_no_job() => Lines(""u8).ShouldBeEmpty();

    [Fact]
    public void The_last_line_needs_no_newline() => Lines("a\nb"u8).ShouldBe(["a", "b"]);

    [Fact]
    public void An_empty_line_is_a_value_and_a_carriage_return_belongs_to_it() => Lines("a\r\n\n\nb\n"u8).ShouldBe(["a\r", "", "", "b"]);

    [Fact]
    public void A_line_may_be_longer_than_any_buffer()
    {
        string line = new('x', 300_000);
        Lines(System.Text.Encoding.UTF8.GetBytes($"{line}\n{line}y")).ShouldBe([line, line + "y"]);
    }

    [Fact]
    public void A_value_is_there_as_soon_as_its_line_is()
    {
        using Stream stream = new LineThenFailure();
        using JobInput input = JobInput.Open(new(), () => stream);
        input.Rows().First().ShouldBe(["first"]);
    }

    [Fact]
    public void A_stream_that_cannot_be_read_on_is_an_error_after_the_values_before_it()
    {
        UsageException wrong = Should.Throw<UsageException>(() => Read(new LineThenFailure(), new StandardInputLines()));
        wrong.Message.ShouldStartWith("cannot read standard input:");
    }

    [Fact]
    public void A_line_with_a_nul_byte_is_named() =>
        Should.Throw<UsageException>(() => Lines("a\nb\0c\n"u8)).Message.ShouldBe("standard input: line 2 holds a NUL byte");

    [Fact]
    public void A_missing_file_is_an_error_before_any_value() =>
        Should.Throw<UsageException>(() => JobInput.Open(new() { Sources = [new FileLines("/proc/nothing")] }, () => Stream.Null)).Message
            .ShouldBe("option '--arg-file': cannot read '/proc/nothing': there is no such file");

    [Fact]
    public void A_directory_is_no_file_of_values() =>
        Should.Throw<UsageException>(() => JobInput.Open(new() { Sources = [new FileLines(_directory.FullName)] }, () => Stream.Null)).Message.ShouldEndWith("it is a directory");

    [Fact]
    public void Standard_input_can_be_one_source_only() =>
        Should.Throw<UsageException>(() => JobInput.Open(new() { Sources = [new StandardInputLines(), new StandardInputLines()] }, () => Stream.Null));

    [Fact]
    public void Linked_sources_go_in_step_and_the_shortest_ends_them()
    {
        Read(Stream.Null, Words("a", "b", "c"), Words("1", "2") with { IsLinked = true }).ShouldBe(["a|1", "b|2"]);
        Read(Stream.Null, Words("a", "b"), Words("1", "2", "3") with { IsLinked = true }, Words("x", "y")).ShouldBe(["a|1|x", "a|1|y", "b|2|x", "b|2|y"]);
        Read(Stream.Null, Words("a", "b"), Words("x", "y"), Words("1", "2") with { IsLinked = true }).ShouldBe(["a|x|1", "a|y|2", "b|x|1", "b|y|2"]);
    }

    [Fact]
    public void All_sources_in_step_begin_again_until_the_longest_ends()
    {
        ReadWith(Stream.Null, new() { LinksAll = true }, Words("a", "b", "c"), Words("1", "2")).ShouldBe(["a|1", "b|2", "c|1"]);
        ReadWith(Stream.Null, new() { LinksAll = true }, Words("a", "b"), Words()).ShouldBeEmpty();
    }

    [Fact]
    public void Products_and_links_are_those_of_a_naive_model()
    {
        Gen.Select(Gen.Int[0, 4], Gen.Bool).Array[1, 4].Sample(sources =>
        {
            InputSource[] given = [.. sources.Select((source, index) => Words([.. Enumerable.Range(0, source.Item1).Select(value => $"{index}{value}")]) with { IsLinked = source.Item2 })];
            List<string> expected = [];
            int[] lengths = [.. sources.Select((_, index) => LinkedLength(sources, index))];
            void Extend(int group, string[] row)
            {
                if (group == sources.Length) expected.Add(string.Join('|', row));
                else for (int i = 0; i < lengths[group]; i++) Extend(EndOfLink(sources, group), [.. row, .. Enumerable.Range(group, EndOfLink(sources, group) - group).Select(source => $"{source}{i}")]);
            }

            Extend(0, []);
            Read(Stream.Null, given).ShouldBe(expected);
        }, iter: 500);
    }

    static int EndOfLink((int, bool Linked)[] sources, int start) => Enumerable.Range(start + 1, sources.Length - start).First(i => i == sources.Length || !sources[i].Linked);

    static int LinkedLength((int Length, bool)[] sources, int start) => sources[start..EndOfLink(sources, start)].Min(source => source.Length);

    [Fact]
    public void Records_are_the_same_however_their_bytes_arrive()
    {
        Gen<byte[]> bytes = Gen.OneOf(Gen.Const((byte)'a'), Gen.Const((byte)'b'), Gen.Const((byte)','), Gen.Const((byte)0xff)).Array[0, 60];
        Gen.Select(bytes, Gen.OneOf(",", "ab", "a,a", "aab"), Gen.Int[1, 9]).Sample((content, delimiter, chunk) =>
        {
            string text = Flyball.Execution.SystemText.GetString(content);
            string[] parts = text.Split(delimiter);
            ReadWith(new SmallReads(content, chunk), new() { Delimiter = [.. System.Text.Encoding.UTF8.GetBytes(delimiter)] }, new StandardInputLines())
                .ShouldBe(parts[^1].Length == 0 ? parts[..^1] : parts);
        }, iter: 2000);
    }

    [Fact]
    public void A_delimiter_splits_words_too() => ReadWith(Stream.Null, new() { Delimiter = [(byte)','] }, Words("a,b", "c", "d,")).ShouldBe(["a", "b", "c", "d"]);

    [Theory]
    [InlineData(",", "a,b,", "a|b|")]
    [InlineData("\\s+", "a  b c", "a|b|c")]
    [InlineData("X(\\d)X", "aX1Xb", "a|1|b")]
    [InlineData("|", "abc", "a|b|c")]
    [InlineData(",", "", "")]
    [InlineData("(?<=,)", "a,b", "a,|b")]
    public void A_pattern_separates_columns(string pattern, string value, string expected) =>
        ReadWith(Stream.Null, new() { Columns = new SeparatedColumns(UserPattern.Parse(pattern, "x", pattern), TrimSides.None) }, Words(value)).ShouldBe([expected]);

    [Theory]
    [InlineData("n", " a | b\t")]
    [InlineData("l", "a |b\t")]
    [InlineData("r", " a| b")]
    [InlineData("rl", "a|b")]
    public void Blanks_are_taken_away_on_the_sides_that_were_asked_for(string sides, string expected) =>
        ReadWith(Stream.Null, new() { Columns = new SeparatedColumns(new(","), InputOptionValues.Trim("--trim", sides)) }, Words(" a , b\t")).ShouldBe([expected]);

    [Fact]
    public void The_first_row_of_each_source_is_its_header()
    {
        InputSettings settings = new() { HasHeader = true, Columns = new CsvColumns(), Sources = [Words("x,y", "1", "2,3,4"), Words("z", "5")] };
        using JobInput input = JobInput.Open(settings, () => Stream.Null);
        input.Names.ShouldBe(["x", "y", "z"]);
        input.Rows().Select(row => string.Join('|', row)).ShouldBe(["1||5", "2|3|4|5"]);
        Should.Throw<UsageException>(() => ReadWith(Stream.Null, settings, Words())).Message.ShouldBe("option '--header': there is no first line in ':::'");
    }

    [Theory]
    [InlineData("a,\"b,c\"\n\"x\ny\",z\r\n\"q\"\"r\",\n", "a|b,c", "x\ny|z", "q\"r|")]
    [InlineData("\n,\n\"\"\n a,b ", "", "|", "", " a|b ")]
    [InlineData("\"a\n\n\nb\"", "a\n\n\nb")]
    public void Csv_keeps_what_stands_in_quotes(string text, params string[] rows) =>
        ReadWith(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), new() { Columns = new CsvColumns() }, new StandardInputLines()).ShouldBe(rows);

    [Fact]
    public void Csv_may_have_another_separator() => ReadWith(Stream.Null, new() { Columns = new CsvColumns("::") }, Words("a::\"b::c\"::d")).ShouldBe(["a|b::c|d"]);

    [Theory]
    [InlineData("a\nb,\"c\nd", "standard input: line 2 is no CSV: a quote is not closed")]
    [InlineData("a\"b\"", "standard input: line 1 is no CSV: there is a quote inside a field without quotes")]
    [InlineData("\"a\" ,b", "standard input: line 1 is no CSV: there is text behind a closing quote")]
    public void What_is_no_csv_is_named(string text, string error) =>
        Should.Throw<UsageException>(() => ReadWith(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), new() { Columns = new CsvColumns() }, new StandardInputLines())).Message.ShouldBe(error);

    [Fact]
    public void Empty_values_an_end_mark_and_continued_lines_are_heeded_when_asked_for()
    {
        ReadWith(Stream.Null, new() { SkipsEmpty = true }, Words("a", "", " \t", "b")).ShouldBe(["a", "b"]);
        ReadWith(Stream.Null, new() { EndMark = "b" }, Words("a", "b", "c"), Words("1", "b")).ShouldBe(["a|1"]);
        ReadWith(Stream.Null, new() { JoinsContinued = true }, Words("a ", "b", "", "c\t")).ShouldBe(["a b", "", "c\t"]);
    }

    [Fact]
    public void Shuffled_rows_are_all_there()
    {
        string[] words = [.. Enumerable.Range(0, 200).Select(number => $"{number}")];
        string[] shuffled = ReadWith(Stream.Null, new() { Shuffles = true }, Words(words));
        shuffled.ShouldBe(words, ignoreOrder: true);
        shuffled.ShouldNotBe(words);
    }

    sealed class SmallReads(byte[] content, int most) : MemoryStream(content)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(most, buffer.Length)]);
    }

    sealed class LineThenFailure : MemoryStream
    {
        bool _given;

        public override int Read(Span<byte> buffer)
        {
            if (_given) throw new IOException("broken");
            _given = true;
            "first\nsec"u8.CopyTo(buffer);
            return 9;
        }
    }
}
