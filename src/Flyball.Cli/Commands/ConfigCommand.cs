using Flyball.Cli.CommandLine;
using Flyball.Cli.Configuration;
using Flyball.Cli.Rendering;
using Flyball.Cli.Templates;

namespace Flyball.Cli.Commands;

/// <summary><c>flyball config</c>: what holds before the command line, and who said so.</summary>
static class ConfigCommand
{
    /// <returns>The text to print.</returns>
    /// <exception cref="UsageException">A default is wrong: every run would say so.</exception>
    public static string Text(ConfigInvocation invocation, DefaultOptions defaults, Func<string, string?> environment)
    {
        (IReadOnlyList<GivenOption> inForce, RunArguments arguments) = RunOptions.ReadDefaults(defaults.Read);
        Shell shell = Shell.Choose(environment, File.Exists);
        int usualCap = DescriptorLimit.MostAtOnce(null, arguments.Admission.PolicyKind);
        string? file = defaults.File.Path;
        var report = new ConfigReport(file, File.Exists(file), ConfigReport.For(inForce, arguments, ConfigReport.ShellSetting(environment, shell), usualCap));
        return invocation.Json ? ConfigView.Json(report) + "\n" : string.Concat(ConfigView.Lines(report).Select(line => line + "\n"));
    }
}
