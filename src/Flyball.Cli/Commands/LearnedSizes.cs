using Flyball.Cli.Configuration;
using Flyball.Sqlite;

namespace Flyball.Cli.Commands;

/// <summary>The file in which is remembered what jobs needed.</summary>
static class LearnedSizes
{
    const string FileName = "history.db";

    /// <summary>Names the file, for whoever asks what is in it: nothing is made.</summary>
    /// <param name="tell">Is told what is wrong with it, a line for people.</param>
    /// <returns><c>null</c>: there is no place for one.</returns>
    /// <exception cref="IOException">There is a file where its folder should be.</exception>
    public static SqliteJobHistory? Find(Action<string> tell)
    {
        if (StateFolder.Path is not { } folder) return null;
        StateFolder.CheckPlace(folder);
        return In(folder, tell);
    }

    /// <summary>As <see cref="Find"/>, for runs, which make its folder, and do without where nothing can be kept.</summary>
    public static SqliteJobHistory? TryOpen(Action<string> tell)
    {
        try
        {
            if (StateFolder.Path is not { } folder) return null;
            StateFolder.Make(folder);
            return In(folder, tell: text => tell($"flyball: {text}"));
        }
        catch (IOException failure)
        {
            tell($"flyball: nothing is learned for later runs: {failure.Message}");
            return null;
        }
    }

    static SqliteJobHistory In(string folder, Action<string> tell) => new(Path.Combine(folder, FileName), TimeProvider.System, tell);
}
