using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Flyball.Sqlite;

/// <summary>Sets a file aside that cannot be read, so that a new one can take its place.</summary>
static class DamagedFile
{
    /// <summary>Whoever has the turn reads the whole file before it is renamed.</summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Renames the file, unless another process has done so already.</summary>
    /// <returns>Its new name; <c>null</c>: what is there now is sound.</returns>
    public static string? SetAside(string path, DateTimeOffset now)
    {
        // One at a time: else the second would take the new file of the first for the damaged one.
        using FileStream turn = TakeTurn($"{path}.lock");
        if (!File.Exists(path) || IsSound(path)) return null;
        string aside = $"{path}.damaged-{now.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}", name = aside;
        for (int i = 2; File.Exists(name); i++) name = $"{aside}-{i}";
        File.Move(path, name);
        File.Delete($"{path}-wal");
        File.Delete($"{path}-shm");
        return name;
    }

    /// <exception cref="IOException">Others have it, or no file can be made there.</exception>
    static FileStream TakeTurn(string path)
    {
        FileStream? turn = null;
        return SpinWait.SpinUntil(() => (turn = TryTakeTurn(path)) is not null, s_patience) ? turn! : throw new IOException($"{path} is held by another process");
    }

    static FileStream? TryTakeTurn(string path)
    {
        try
        {
            return new(path, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose });
        }
        catch (IOException)
        {
            return null;
        }
    }

    static bool IsSound(string path)
    {
        try
        {
            using var database = HistoryDatabase.Open(path);
            return database.IsSound();
        }
        catch (Exception failure) when (failure is SqliteException or HistoryFileException)
        {
            return false;
        }
    }
}
