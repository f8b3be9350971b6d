using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>System.CommandLine as we use it: words mean what they say.</summary>
static class Strict
{
    /// <summary>No response files: a value that starts with <c>@</c> is a value.</summary>
    public static ParserConfiguration Configuration { get; } = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>What the splitting of words did not find; reported in our form all the same.</summary>
    public static void ThrowOnErrors(ParseResult parsed)
    {
        if (parsed.Errors is [var error, ..]) throw new UsageException(error.Message, "'flyball --help' shows how to use it");
    }
}
