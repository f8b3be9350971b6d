using Flyball.AcceptanceTests.Infrastructure;

namespace Flyball.AcceptanceTests;

/// <summary>What a job finds around it, whatever the tool itself was started with.</summary>
public sealed class JobSurroundingsTests
{
    [Fact]
    public async Task Standard_input_is_empty_and_that_of_the_tool_is_not_touched()
    {
        FlyballTool tool = new() { Input = "cat; echo first\ncat; echo second\n"u8.ToArray() };
        (await tool.RunAsync("run", "-j", "1")).ShouldExitWith(0).Output.ShouldBe("first\nsecond\n");
    }

    [Fact]
    public async Task No_signal_is_blocked_or_ignored()
    {
        FlyballTool tool = new() { Through = ["sh", "-c", "trap '' HUP QUIT USR1; exec \"$@\"", "sh"] };
        (await Seen("grep -E '^Sig(Blk|Ign):' /proc/self/status", tool)).ShouldBe("SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
    }

    [Fact]
    public async Task The_environment_names_the_job() => (await Seen("echo $FLYBALL_JOB")).ShouldMatch(@"^(\S+,)?[0-9a-f]{16}\.1\n$");

    [Theory]
    [InlineData("run", "f", ":::", "a b")]
    [InlineData("run", "-q", "f", ":::", "a b")]
    [InlineData("run", ":::", "f 'a b'")]
    [InlineData("run", ":::", "f a")]
    public async Task A_function_that_bash_exports_is_a_command(params string[] words)
    {
        string bash = Requirement.Program("bash");
        FlyballTool tool = new() { Through = [bash, "-c", "f() { echo \"f got $1\"; }; export -f f; exec \"$@\"", "bash"], Environment = new Dictionary<string, string> { ["FLYBALL_SHELL"] = bash } };
        (await tool.RunAsync(words)).ShouldExitWith(0).Output.ShouldStartWith("f got a");
    }

    static async Task<string> Seen(string command, FlyballTool? tool = null) => (await (tool ?? new()).RunAsync("run", ":::", command)).ShouldExitWith(0).Output;
}
