using Flyball.Cli.Input;
using Flyball.Cli.Templates;
using Flyball.Execution;

namespace Flyball.Cli.Output;

/// <summary>Text with replacement strings for which the values of each job are inserted as they are: nothing runs it.</summary>
static class TagText
{
    /// <summary>What a template becomes for each job.</summary>
    /// <exception cref="CommandLine.UsageException">It has a replacement string that cannot be used.</exception>
    public static Func<JobExecution, string> Parse(string template, int sourceCount)
    {
        List<Symbol> symbols = TemplateText.Read(template, sourceCount);
        return execution => string.Concat(symbols.Select(symbol => symbol.Insertion is null
            ? $"{symbol.Character}"
            : string.Join(' ', symbol.Insertion.Values((JobArguments)execution.Job.Tag!))));
    }

    /// <summary>The tag of each job's lines; <c>\t</c> stands for a TAB.</summary>
    /// <param name="template"><c>null</c>: there is none.</param>
    /// <param name="sourceCount">How many values each job has.</param>
    public static Func<JobExecution, string>? ForLines(string? template, int sourceCount) =>
        template is null ? null : Parse(template.Replace(@"\t", "\t", StringComparison.Ordinal), sourceCount);

    /// <summary>Whether a text holds a replacement string.</summary>
    public static bool IsTemplate(string text, int sourceCount) => TemplateText.Read(text, sourceCount).Exists(symbol => symbol.Insertion is not null);
}
