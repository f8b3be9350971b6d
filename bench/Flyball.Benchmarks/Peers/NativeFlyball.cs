using System.Runtime.InteropServices;

namespace Flyball.Benchmarks.Peers;

/// <summary>The tool compiled ahead of time, as users get it.</summary>
static class NativeFlyball
{
    /// <summary>Publishes the tool of this repository into a folder.</summary>
    /// <returns>Whether it could be made; if not, why is on standard error.</returns>
    public static bool Publish(string folder)
    {
        Console.Error.WriteLine("publishing flyball");
        string project = Path.Combine(Root(), "src", "Flyball.Cli");
        List<string> arguments = ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-o", folder];
        // No servers of the build that go on beside what is measured.
        arguments.AddRange(["-nodeReuse:false", "-p:UseSharedCompilation=false"]);
        return Tool.Run(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [.. arguments]);
    }

    static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Flyball.slnx"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not in a clone of the repository");
    }
}
