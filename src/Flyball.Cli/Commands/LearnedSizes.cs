using Flyball.Cli.Configuration;
using Flyball.Sqlite;

namespace Flyball.Cli.Commands;

/// <summary>The file in which is remembered what jobs needed.</summary>
static class LearnedSizes
{
    const string FileName = "history.db";

    /// <summary>Names the file.</summary>
    /// <param name="tell">Is told what is wrong with it, a line for people.</param>
    /// <returns><c>null</c>: there is no place for one.</returns>
    /// <exception cref="IOException">Its folder cannot be made.</exception>
    public static SqliteJobHistory? Open(Action<string> tell)
    {
        if (StateFolder.Path is not { } folder) return null;
        StateFolder.Make(folder);
        return new(Path.Combine(folder, FileName), TimeProvider.System, text => tell($"flyball: {text}"));
    }

    /// <summary>As <see cref="Open"/>, for runs, which do without where nothing can be kept.</summary>
    public static SqliteJobHistory? TryOpen(Action<string> tell)
    {
        try
        {
            return Open(tell);
        }
        catch (IOException failure)
        {
            tell($"flyball: nothing is learned for later runs: {failure.Message}");
            return null;
        }
    }
}
