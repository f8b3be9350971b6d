using Flyball.Cli.CommandLine;

namespace Flyball.Tests.Cli.CommandLine;

public sealed class LastResortTests
{
    [Fact]
    public void Want_of_memory_or_threads_is_no_fault_of_the_tool_wherever_it_came_to_light()
    {
        LastResort.For(new InsufficientMemoryException()).ToLines().ShouldMatch("^error: [^\n]*memory[^\n]*\nhint: [^\n]*ulimit[^\n]*\n$");
        LastResort.For(new TypeInitializationException("x", new InsufficientMemoryException())).ToLines().ShouldNotContain("internal");
    }

    [Fact]
    public void Anything_else_is_a_fault_of_the_tool() => LastResort.For(new InvalidOperationException("odd")).ToLines().ShouldContain("internal error: InvalidOperationException: odd");
}
