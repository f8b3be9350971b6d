using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Commands;

/// <summary>Whether there is the folder that the tool was started in: names of files are told from there.</summary>
static class OwnFolder
{
    /// <exception cref="UsageException">It was removed.</exception>
    public static void Check()
    {
        try
        {
            _ = Environment.CurrentDirectory;
        }
        catch (IOException)
        {
            throw new UsageException("the folder in which flyball was started was removed", "go to one that is there; if it was made again: cd \"$PWD\"");
        }
    }
}
