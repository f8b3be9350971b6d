using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.Templates;

namespace Flyball.Cli.Commands;

/// <summary>Placeholder of the command: checks everything that can be wrong before the first job, and starts none.</summary>
static class RunCommand
{
    public static int Execute(RunArguments arguments)
    {
        Shell shell = Shell.Choose(Environment.GetEnvironmentVariable, File.Exists);
        using JobInput input = JobInput.Open(arguments.Sources, Console.OpenStandardInput);
        CommandTemplate.Parse(arguments.Command, input.SourceCount, shell);
        return 0;
    }
}
