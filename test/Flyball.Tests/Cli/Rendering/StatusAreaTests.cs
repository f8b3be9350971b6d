using Flyball.Cli.Rendering;
using Spectre.Console.Testing;

namespace Flyball.Tests.Cli.Rendering;

public sealed class StatusAreaTests
{
    static string Shown(int width, int height, params string[] lines)
    {
        using TestConsole console = new TestConsole().EmitAnsiSequences();
        (console.Profile.Width, console.Profile.Height) = (width, height);
        using (StatusArea area = new(console))
        {
            area.Show(lines);
            area.Show(lines);
        }

        return console.Output;
    }

    [Fact]
    public void What_is_shown_is_taken_away_by_going_up_as_many_rows() =>
        Shown(20, 3, "one", "two").ShouldBe("one\ntwo\n\u001b[2A\r\u001b[Jone\ntwo\n\u001b[2A\r\u001b[J");

    [Fact]
    public void A_line_that_is_too_long_is_cut_off_and_takes_one_row() =>
        Shown(20, 3, "one [bold]two three[/] four five six", "a line of 20 columns").ShouldBe("one two three four …\na line of 20 columns\n\u001b[2A\r\u001b[Jone two three four …\na line of 20 columns\n\u001b[2A\r\u001b[J".Replace("two three", "\u001b[1mtwo three\u001b[0m"));

    [Fact]
    public void A_line_that_somebody_else_has_left_open_is_ended_first()
    {
        using TestConsole console = new TestConsole().EmitAnsiSequences();
        bool isOpen = true;
        using (StatusArea area = new(console, takeOpenLine: () => Interlocked.Exchange(ref isOpen, false)))
        {
            area.Show([]);
            area.Show(["one"]);
            area.Show(["two"]);
        }

        console.Output.ShouldBe("\none\n\u001b[1A\r\u001b[Jtwo\n\u001b[1A\r\u001b[J");
    }

    [Fact]
    public void Where_the_terminal_is_somebody_elses_nothing_is_drawn_and_what_was_stays()
    {
        using TestConsole console = new TestConsole().EmitAnsiSequences();
        bool isOurs = true;
        using (StatusArea area = new(console, () => isOurs))
        {
            area.Show(["one"]);
            isOurs = false;
            area.Show(["two"]);
            area.Hide()!.Dispose();
            isOurs = true;
            area.Show(["three"]);
        }

        console.Output.ShouldBe("one\nthree\n\u001b[1A\r\u001b[J");
    }

    [Theory]
    [InlineData(5, 2)]
    [InlineData(19, 50)]
    [InlineData(200, 2)]
    public void On_a_terminal_that_is_too_small_nothing_is_shown(int width, int height) => Shown(width, height, "one", "two").ShouldBeEmpty();
}
