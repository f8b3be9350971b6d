using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>Real shells complete our words.</summary>
public sealed class CompletionTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    async Task<string> Script(string shell)
    {
        ToolResult printed = await FlyballTool.Run("completion", shell);
        return _folder.File($"flyball.{shell}", printed.ShouldExitWith(0).Output);
    }

    /// <summary>What a program prints; it is given the tool's path after these words.</summary>
    async Task<string> Ask(string program, params string[] words) =>
        (await new FlyballTool { Folder = _folder.Path, Through = [Requirement.Program(program), .. words] }.RunAsync()).ShouldExitWith(0).Output;

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task Each_shell_can_read_its_script(string shell) => (await Ask(shell, "-n", await Script(shell))).ShouldBeEmpty();

    [Theory]
    [InlineData("run replay load why config history completion help --help --version", "")]
    [InlineData("config completion", "co")]
    [InlineData("config completion", "help", "co")]
    [InlineData("--jobs --joblog", "run", "--jo")]
    [InlineData("--jobs --joblog", "run", "-uj", "4", "--jo")]
    [InlineData("--jobs --joblog", "run", "--memory", "=", "4", "-j4", "--jo")]
    [InlineData("", "run", "gzip", "--jo")]
    [InlineData("", "run", "--", "--jo")]
    [InlineData("", "run", "-j", "4", "gzip", "--jo")]
    [InlineData("background polite balanced eager", "run", "--aggressiveness", "")]
    [InlineData("polite", "run", "--aggressiveness", "=", "po")]
    [InlineData("governor plain", "run", "--policy", "=")]
    [InlineData("", "run", "--jobs", "")]
    [InlineData("a-file", "run", "--joblog", "a-f")]
    [InlineData("a-file", "run", "-a", "a-f")]
    [InlineData("unlikely-program", "run", "-j", "4", "unlikely-p")]
    [InlineData("--json --watch --help -h", "load", "-")]
    [InlineData("bash zsh fish", "completion", "")]
    public async Task In_bash_words_are_completed(string offered, params string[] words)
    {
        _folder.File("a-file", "");
        const string Line = "cp /bin/true unlikely-program; PATH=$PWD:$PATH; source \"$1\"; shift; set -- \"${@:1:$#-1}\"; COMP_WORDS=(flyball \"$@\"); COMP_CWORD=$#; _flyball; echo \"${COMPREPLY[*]}\"";
        (await Ask("bash", ["-c", Line, "bash", await Script("bash"), .. words])).ShouldBe(offered + "\n");
    }

    [Fact]
    public async Task In_zsh_words_are_completed()
    {
        // A terminal with a zsh in it, of which the script waits for what it must show.
        const string Lines = """
            zmodload zsh/zpty
            zpty shell 'TERM=dumb zsh -f -i'
            zpty -w shell "autoload -U compinit; compinit -D -u; source '$1'; bindkey '^I' list-choices; stty cols 200; print READ''Y"
            zpty -r shell seen '*READY*'
            zpty -w -n shell $'flyball run --jo\t'
            zpty -r shell seen '*--joblog*--jobs*'
            zpty -w -n shell $'\C-uflyball run --aggressiveness \t'
            zpty -r shell seen '*background*balanced*eager*polite*'
            zpty -w -n shell $'\C-uflyball completion \t'
            zpty -r shell seen '*bash*fish*zsh*'
            print seen
            """;
        (await Ask("timeout", "60", Requirement.Program("zsh"), "-f", "-c", Lines, "zsh", await Script("zsh"))).ShouldBe("seen\n");
    }

    [Theory]
    [InlineData("--joblog --jobs", "run --jo")]
    [InlineData("background balanced eager polite", "run --aggressiveness ")]
    [InlineData("bash fish zsh", "completion ")]
    [InlineData("completion config", "co")]
    public async Task In_fish_words_are_completed(string offered, string words)
    {
        string shown = await Ask("fish", "-c", $"source {await Script("fish")}; complete -C 'flyball {words}'");
        string.Join(' ', shown.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t')[0]).Order()).ShouldBe(offered);
    }
}
