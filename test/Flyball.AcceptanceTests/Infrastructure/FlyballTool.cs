using System.Diagnostics;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>Starts the tool as a user does. Without input its standard input is empty.</summary>
sealed record FlyballTool
{
    public byte[] Input { get; init; } = [];

    /// <summary>Whether more input may seem to come.</summary>
    public bool InputStaysOpen { get; init; }

    public string? Folder { get; init; }

    /// <summary>Added to the environment of the tests.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>A program with its first arguments that becomes the tool; it is given the tool's path and words.</summary>
    public IReadOnlyList<string> Through { get; init; } = [];

    public static async Task<ToolResult> Run(params string[] words) => await new FlyballTool().RunAsync(words);

    public async Task<ToolResult> RunAsync(params string[] words)
    {
        using RunningTool running = Start(words);
        return await running.Result();
    }

    public RunningTool Start(params string[] words)
    {
        Requirement.Need("linux");
        string[] all = [.. Through, BuiltPrograms.Tool, .. words];
        ProcessStartInfo start = new(all[0], all[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder ?? "",
        };

        // The tests are about the tool, not about the shell and the defaults of whoever runs them.
        start.Environment["FLYBALL_SHELL"] = "/bin/sh";
        start.Environment["FLYBALL_CONFIG"] = "/dev/null";
        start.Environment["FLYBALL_OPTIONS"] = "";
        start.Environment["FLYBALL_HOME"] = "/dev/null";
        foreach ((string name, string value) in Environment) start.Environment[name] = value;
        return new(Process.Start(start)!, Input, InputStaysOpen);
    }
}
