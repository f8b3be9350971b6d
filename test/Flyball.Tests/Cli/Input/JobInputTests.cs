using System.Collections.Immutable;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;

namespace Flyball.Tests.Cli.Input;

public sealed class JobInputTests : IDisposable
{
    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("flyball-input-");

    public void Dispose() => _directory.Delete(recursive: true);

    static string[] Read(Stream standardInput, params InputSource[] sources)
    {
        using JobInput input = JobInput.Open([.. sources], () => standardInput);
        return [.. input.Values().Select(values => string.Join('|', values))];
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
        using JobInput input = JobInput.Open(sources, () => Stream.Null);
        string.Join(' ', input.Values().Skip(1).First()).ShouldBe("0 0 0 0 0 0 0 0 1");
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
        using JobInput input = JobInput.Open([new StandardInputLines()], () => stream);
        input.Values().First().ShouldBe(["first"]);
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
        Should.Throw<UsageException>(() => JobInput.Open([new FileLines("/nonexistent")], () => Stream.Null)).Message
            .ShouldBe("option '--arg-file': cannot read '/nonexistent': there is no such file");

    [Fact]
    public void A_directory_is_no_file_of_values() =>
        Should.Throw<UsageException>(() => JobInput.Open([new FileLines(_directory.FullName)], () => Stream.Null)).Message.ShouldEndWith("it is a directory");

    [Fact]
    public void Standard_input_can_be_one_source_only() =>
        Should.Throw<UsageException>(() => JobInput.Open([new StandardInputLines(), new StandardInputLines()], () => Stream.Null));

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
