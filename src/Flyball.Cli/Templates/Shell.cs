using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Templates;

/// <summary>The shell that runs templates with shell syntax.</summary>
/// <param name="Path">The program.</param>
/// <param name="IsBusyBox">Whether the program is called with <c>sh</c> in front.</param>
sealed record Shell(string Path, bool IsBusyBox = false)
{
    // What the quoting of values is right for.
    static readonly string[] s_known = ["sh", "bash", "dash", "zsh", "ksh", "mksh", "ash", "busybox"];

    public static Shell Default { get; } = new("/bin/sh");

    /// <summary>Whether the environment hands it a function of a name (<c>export -f</c>): no program is run by that name then.</summary>
    public Func<string, bool> HasFunction { get; private init; } = static _ => false;

    /// <summary>FLYBALL_SHELL, else PARALLEL_SHELL, else SHELL when it is one that we can quote for, else <c>/bin/sh</c>.</summary>
    /// <exception cref="UsageException">The shell that was asked for does not exist or is none that we can quote for.</exception>
    public static Shell Choose(Func<string, string?> environmentVariable, Func<string, bool> fileExists)
    {
        foreach (string variable in (string[])["FLYBALL_SHELL", "PARALLEL_SHELL"])
        {
            if (environmentVariable(variable) is not { Length: > 0 } asked) continue;
            string hint = $"set {variable} to the path of one of {string.Join(", ", s_known)}";
            if (!IsKnown(asked)) throw new UsageException($"{variable}: {UsageException.Quote(asked)} is not a shell that values can be quoted for", hint);
            string found = Find(asked, environmentVariable("PATH"), fileExists) ?? throw new UsageException($"{variable}: there is no shell {UsageException.Quote(asked)}", hint);
            return Of(found, environmentVariable);
        }

        return environmentVariable("SHELL") is { Length: > 0 } login && IsKnown(login) && login.StartsWith('/') && fileExists(login) ? Of(login, environmentVariable) : Default;
    }

    /// <summary>The arguments that make the shell run a line.</summary>
    public IEnumerable<string> Arguments(string line)
    {
        if (IsBusyBox) yield return "sh";
        yield return "-c";
        // Shells look for options after -c too.
        if (line is ['-' or '+', ..]) yield return "--";
        yield return line;
    }

    static Shell Of(string path, Func<string, string?> environmentVariable) => System.IO.Path.GetFileName(path) switch
    {
        "busybox" => new(path, IsBusyBox: true),
        "bash" => new(path) { HasFunction = name => environmentVariable($"BASH_FUNC_{name}%%") is not null },
        _ => new(path),
    };

    static bool IsKnown(string path) => s_known.Contains(System.IO.Path.GetFileName(path));

    static string? Find(string asked, string? path, Func<string, bool> fileExists)
    {
        if (asked.Contains('/')) return fileExists(asked) ? asked : null;
        return (path ?? "").Split(':').Select(directory => System.IO.Path.Combine(directory, asked)).FirstOrDefault(fileExists);
    }
}
