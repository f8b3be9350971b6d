using System.Reflection;

namespace Flyball.Cli.CommandLine;

/// <summary>Which flyball this is.</summary>
static class ToolVersion
{
    /// <summary>What the build appends after a plus sign is the revision; people ask for the version.</summary>
    public static string Text { get; } = typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
