using System.Text;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>What a program left behind.</summary>
/// <param name="Exit">Its exit status.</param>
/// <param name="OutputBytes">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
sealed record ToolResult(int Exit, byte[] OutputBytes, string Error)
{
    public string Output => Encoding.UTF8.GetString(OutputBytes);

    public string[] Lines => Output.Split('\n')[..^1];

    /// <summary>Checks the exit status; what was said on standard error tells why it is another.</summary>
    public ToolResult ShouldExitWith(int status)
    {
        Exit.ShouldBe(status, Error);
        return this;
    }
}
