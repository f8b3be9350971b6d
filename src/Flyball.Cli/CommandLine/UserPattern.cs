using System.Text.RegularExpressions;

namespace Flyball.Cli.CommandLine;

/// <summary>
/// Regular expressions of the user, in .NET's dialect, which is near Perl's. Where it can be, a match takes time in proportion to the text; where not (look-around, back
/// references) it may take a second.
/// </summary>
static class UserPattern
{
    static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(1);

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">What is matched: the user's pattern, or one that contains it.</param>
    /// <param name="where">What holds it, for messages: <c>option '--colsep'</c>.</param>
    /// <param name="written">The pattern as the user wrote it.</param>
    /// <param name="options">Beside those that all have.</param>
    /// <exception cref="UsageException">It is none.</exception>
    public static Regex Parse(string pattern, string where, string written, RegexOptions options = RegexOptions.None)
    {
        options |= RegexOptions.CultureInvariant;
        try
        {
            // By itself first: in a frame of ours an unbalanced one could look right.
            _ = new Regex(written, options, s_timeout);
            if (options.HasFlag(RegexOptions.RightToLeft)) return new Regex(pattern, options, s_timeout);
            try
            {
                return new Regex(pattern, options | RegexOptions.NonBacktracking, s_timeout);
            }
            catch (NotSupportedException)
            {
                return new Regex(pattern, options, s_timeout);
            }
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException($"{where}: {UsageException.Quote(written)} is no regular expression: {wrong.Message}", "put a backslash before characters that are meant as they are: '\\|', '\\('");
        }
    }

    /// <summary>Calls code that matches.</summary>
    /// <exception cref="UsageException">A match took too long.</exception>
    public static T InTime<T>(Regex pattern, string text, Func<Regex, string, T> match)
    {
        try
        {
            return match(pattern, text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new UsageException($"the regular expression {UsageException.Quote(pattern.ToString())} takes more than a second for one value", "write it without look-around, back references and nested repetitions");
        }
    }
}
