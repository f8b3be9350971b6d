using Flyball.Cli.Output;

namespace Flyball.Tests.Cli.Output;

public sealed class CommandTextTests
{
    [Fact]
    public void A_command_of_several_lines_ends_with_one_newline() =>
        CommandText.For("echo a\necho b\n\n", onTerminal: false).ShouldBe("echo a\necho b\n");

    [Fact]
    public void What_a_shell_may_read_is_not_changed() => CommandText.For("echo '\u001b[31m\r'", onTerminal: false).ShouldBe("echo '\u001b[31m\r'\n");

    [Fact]
    public void On_a_terminal_control_characters_are_written_out_and_lines_stay_lines() =>
        CommandText.For("echo '\u001b[31m\r\t\u009b'\necho ü€", onTerminal: true).ShouldBe("echo '\\x1b[31m\\r\t\\x9b'\necho ü€\n");
}
