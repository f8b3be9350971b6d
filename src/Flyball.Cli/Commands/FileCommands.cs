using System.Collections.Immutable;
using Flyball.Cli.CommandLine;
using Flyball.Cli.JobFiles;
using Flyball.Cli.Templates;

namespace Flyball.Cli.Commands;

/// <summary>The commands of a job file, each read once however many combinations of a matrix it serves.</summary>
/// <param name="shell">Runs what has shell syntax.</param>
sealed class FileCommands(Shell shell)
{
    readonly Dictionary<CommandSpecification, CommandTemplate> _known = new(ReferenceEqualityComparer.Instance);
    readonly HashSet<CommandSpecification> _seen = new(ReferenceEqualityComparer.Instance);

    /// <summary>The replacement strings that there are in a file, beside the variables of a matrix.</summary>
    public static ReplacementRules RulesOf(JobFile file) => new()
    {
        IsComplete = true,
        LooksUpNames = true,
        Units = [.. file.Resources.Where(resource => resource.Indexed).Select(resource => resource.Name)],
    };

    /// <summary>The template of a command that is not wrong.</summary>
    public CommandTemplate this[CommandSpecification command] => _known[command];

    /// <summary>Reads all commands of a file, and reports those that are wrong.</summary>
    public void Read(JobFile file, Problems problems)
    {
        ReplacementRules rules = RulesOf(file) with { LooksUpNames = false };
        foreach (JobSpecification job in file.Jobs)
        {
            ImmutableArray<string> names = [.. job.Variables.Select(variable => variable.Name)];
            foreach (StepSpecification step in job.Steps) Read(step.Command, rules with { Names = names }, problems);
        }
    }

    void Read(CommandSpecification command, ReplacementRules rules, Problems problems)
    {
        if (!_seen.Add(command)) return;
        try
        {
            _known[command] = command is CommandWords words ? CommandTemplate.ParseWords(words.Words, rules, shell) : CommandTemplate.Parse([((CommandText)command).Text], rules, shell);
        }
        catch (UsageException wrong)
        {
            problems.Add(command.Position, wrong.Message, wrong.Hint);
        }
    }
}
