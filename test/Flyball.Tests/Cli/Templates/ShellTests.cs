using Flyball.Cli.CommandLine;
using Flyball.Cli.Templates;

namespace Flyball.Tests.Cli.Templates;

public sealed class ShellTests
{
    static Shell Choose(params (string Name, string Value)[] environment) =>
        Shell.Choose(name => environment.FirstOrDefault(variable => variable.Name == name).Value, path => !path.Contains("missing"));

    [Fact]
    public void The_most_particular_variable_counts()
    {
        Choose(("FLYBALL_SHELL", "/bin/dash"), ("PARALLEL_SHELL", "/bin/bash"), ("SHELL", "/bin/zsh")).Path.ShouldBe("/bin/dash");
        Choose(("PARALLEL_SHELL", "/bin/bash"), ("SHELL", "/bin/zsh")).Path.ShouldBe("/bin/bash");
        Choose(("SHELL", "/bin/zsh")).Path.ShouldBe("/bin/zsh");
        Choose().Path.ShouldBe("/bin/sh");
    }

    [Fact]
    public void A_login_shell_of_another_family_or_a_missing_one_is_not_used()
    {
        Choose(("SHELL", "/usr/bin/fish")).ShouldBe(Shell.Default);
        Choose(("SHELL", "/missing/bash")).ShouldBe(Shell.Default);
    }

    [Fact]
    public void A_name_is_looked_up() => Choose(("FLYBALL_SHELL", "bash"), ("PATH", "/missing:/opt/bin")).Path.ShouldBe("/opt/bin/bash");

    [Theory]
    [InlineData("/missing/bash")]
    [InlineData("/usr/bin/fish")]
    public void A_shell_that_was_asked_for_must_be_there_and_known(string path) =>
        Should.Throw<UsageException>(() => Choose(("FLYBALL_SHELL", path))).Message.ShouldStartWith($"FLYBALL_SHELL: ");

    [Fact]
    public void Bash_alone_has_the_functions_of_the_environment()
    {
        (string, string) function = ("BASH_FUNC_f%%", "() {  :\n}");
        Choose(("SHELL", "/bin/bash"), function).HasFunction("f").ShouldBeTrue();
        Choose(("SHELL", "/bin/bash"), function).HasFunction("g").ShouldBeFalse();
        Choose(("SHELL", "/bin/dash"), function).HasFunction("f").ShouldBeFalse();
    }

    [Fact]
    public void Busybox_is_told_to_be_a_shell() => Choose(("FLYBALL_SHELL", "/bin/busybox")).Arguments("x").ShouldBe(["sh", "-c", "x"]);
}
