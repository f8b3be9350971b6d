using System.Diagnostics;
using System.Reflection;

namespace Flyball.AcceptanceTests;

public sealed class WrongUsageTests
{
    [Theory]
    [InlineData("frobnicate")]
    [InlineData("run", "--cores", "x", "echo", ":::", "a")]
    [InlineData("run", "-a", "/nonexistent", "echo")]
    [InlineData("run", "-a", "/", "echo")]
    [InlineData("run", "-j", "x", "echo", ":::", "a")]
    [InlineData("run", "--unknown", "echo", ":::", "a")]
    [InlineData("run", "echo", "it's", ":::", "a")]
    [InlineData("load", "--xml")]
    public void A_wrong_word_is_an_error_and_a_hint_and_starts_nothing(params string[] words)
    {
        (int exit, string output, string error) = Run([], words);
        exit.ShouldBe(255);
        output.ShouldBeEmpty();
        error.ShouldMatch("^error: [^\n]+\nhint: [^\n]+\n$");
    }

    [Fact]
    public void A_shell_that_does_not_exist_is_an_error()
    {
        (int exit, _, string error) = Run([("FLYBALL_SHELL", "/nonexistent/bash")], "run", "echo", ":::", "a");
        exit.ShouldBe(255);
        error.ShouldStartWith("error: FLYBALL_SHELL: there is no shell '/nonexistent/bash'\nhint: ");
    }

    static (int Exit, string Output, string Error) Run((string Name, string Value)[] environment, params string[] words)
    {
        string Metadata(string key) => Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;
        string program = Path.Combine(Metadata("RepositoryRoot"), "src/Flyball.Cli/bin", Metadata("Configuration"), "net10.0/flyball");
        ProcessStartInfo start = new(program, words) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.GetAwaiter().GetResult());
    }
}
