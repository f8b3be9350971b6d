using Flyball.Cli.Input;
using Flyball.Cli.Templates;
using Flyball.Execution;

namespace Flyball.Cli.Output;

/// <summary>Text with replacement strings for which what each job has is inserted as it is: nothing runs it.</summary>
static class TagText
{
    /// <summary>What a template becomes for each job.</summary>
    /// <exception cref="CommandLine.UsageException">It has a replacement string that cannot be used.</exception>
    public static Func<JobExecution, string> Parse(string template, ReplacementRules rules)
    {
        var text = TextTemplate.Parse(template, rules);
        return execution =>
        {
            var place = JobArguments.Of(execution.Job);
            return text.Expand(place, new(execution.Id, execution.Slot, execution.Attempt, execution.Granted.Cores, execution.Granted.Memory) { Indices = place.Units });
        };
    }

    /// <summary>The tag of each job's lines; <c>\t</c> stands for a TAB.</summary>
    /// <param name="template"><c>null</c>: there is none.</param>
    /// <param name="rules">The replacement strings that there are.</param>
    public static Func<JobExecution, string>? ForLines(string? template, ReplacementRules rules) =>
        template is null ? null : Parse(template.Replace(@"\t", "\t", StringComparison.Ordinal), rules);

    /// <summary>Whether a text holds a replacement string.</summary>
    public static bool IsTemplate(string text, ReplacementRules rules) => !TextTemplate.Parse(text, rules).IsConstant;
}
