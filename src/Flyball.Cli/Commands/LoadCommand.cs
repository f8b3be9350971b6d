using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Commands;

/// <summary>Placeholder of the command; takes the parsed arguments and gives the exit status.</summary>
static class LoadCommand
{
    public static int Execute(LoadArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return 0;
    }
}
