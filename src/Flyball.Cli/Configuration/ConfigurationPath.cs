using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Configuration;

/// <summary>Where the config file is looked for.</summary>
/// <param name="Path">The file; <c>null</c>: there is no place for one.</param>
/// <param name="IsNamed">Whether the user named it, so that it must be there.</param>
readonly record struct ConfigurationPath(string? Path, bool IsNamed)
{
    const string Variable = "FLYBALL_CONFIG";

    /// <summary>What is longer is no file of options.</summary>
    const int MostBytes = 1024 * 1024;

    /// <summary>By FLYBALL_CONFIG, else in XDG_CONFIG_HOME, else in the folder of the user.</summary>
    public static ConfigurationPath Find(Func<string, string?> environment)
    {
        if (environment(Variable) is { Length: > 0 } named) return new(named, IsNamed: true);

        // The rules for XDG_CONFIG_HOME say to ignore what is not absolute.
        string? folder = environment("XDG_CONFIG_HOME") is ['/', ..] absolute ? absolute : environment("HOME") is { Length: > 0 } home ? $"{home.TrimEnd('/')}/.config" : null;
        return new(folder is null ? null : $"{folder.TrimEnd('/')}/flyball/config.toml", IsNamed: false);
    }

    /// <summary>The bytes of the file; <c>null</c>: there is none, and none has to be.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public byte[]? Read()
    {
        if (Path is null) return null;
        try
        {
            using FileStream file = File.OpenRead(Path);
            byte[] content = new byte[MostBytes + 1];
            int count = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
            return count <= MostBytes ? content[..count] : throw new UsageException($"{Path}: the config file is longer than 1 MiB", "it should hold a few options");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException && !IsNamed)
        {
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            string hint = IsNamed ? $"{Variable} names it; 'flyball run --plain' ignores it" : "'flyball run --plain' ignores it";
            throw new UsageException($"{Path}: the config file cannot be read: {(Directory.Exists(Path) ? "it is a folder" : failure is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : failure.Message)}", hint);
        }
    }
}
