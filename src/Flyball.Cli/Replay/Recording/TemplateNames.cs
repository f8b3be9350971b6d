using System.Text.RegularExpressions;
using Flyball.Jobs;

namespace Flyball.Cli.Replay.Recording;

/// <summary>What templates are called in a record. A template is a command as the user wrote it, which may hold what is nobody's business: its program and a number tell it apart from others.</summary>
/// <param name="inFull">Whether they are kept as they are.</param>
sealed partial class TemplateNames(bool inFull)
{
    /// <summary>What stands for a program that is not the first word.</summary>
    const string Other = "command";

    readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>The name of a job's template.</summary>
    public string Of(Job job)
    {
        string template = job.Template ?? job.DefaultTemplate;
        if (inFull) return template;
        if (!_known.TryGetValue(template, out string? name)) _known[template] = name = $"{Program(template)} #{_known.Count + 1}";
        return name;
    }

    static string Program(string template) => FirstWord().Match(template) is { Success: true } word && Path.GetFileName(word.Value.TrimEnd()) is { Length: > 0 } program ? program : Other;

    /// <summary>One without quotes, variables and assignments.</summary>
    [GeneratedRegex(@"^[\w./+-]+( |$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstWord();
}
