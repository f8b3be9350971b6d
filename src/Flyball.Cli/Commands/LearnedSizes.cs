using Flyball.Cli.Configuration;
using Flyball.Sqlite;

namespace Flyball.Cli.Commands;

/// <summary>The file in which is remembered what jobs needed.</summary>
static class LearnedSizes
{
    const string FileName = "history.db";

    /// <summary>Names the file.</summary>
    /// <param name="tell">Is told what is wrong with it, a line for people.</param>
    /// <returns><c>null</c>: there is no place for one, or none can be made.</returns>
    public static SqliteJobHistory? Open(Action<string> tell)
    {
        if (StateFolder.Path is not { } folder) return null;
        try
        {
            StateFolder.Make(folder);
            return new(Path.Combine(folder, FileName), TimeProvider.System, text => tell($"flyball: {text}"));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            tell($"flyball: nothing is learned for later runs: {failure.Message}");
            return null;
        }
    }
}
