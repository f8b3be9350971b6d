using System.Reflection;

namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>Where the programs under test are.</summary>
static class BuiltPrograms
{
    /// <summary>The folder of the solution.</summary>
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>The tool that was built with these tests, or the one that FLYBALL_BINARY names, seen from the root of the repository.</summary>
    public static string Tool { get; } = Environment.GetEnvironmentVariable("FLYBALL_BINARY") is { Length: > 0 } binary
        ? Path.Combine(RepositoryRoot, binary)
        : Built("src/Flyball.Cli", "flyball");

    /// <summary>The program that does what a test asks for, on every system.</summary>
    public static string Dummy { get; } = Built("test/Flyball.Dummy", "flyball-dummy");

    static string Built(string project, string program) => Path.Combine(RepositoryRoot, project, "bin", Metadata("Configuration"), "net10.0", OperatingSystem.IsWindows() ? program + ".exe" : program);

    static string Metadata(string key) => Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == key).Value!;
}
