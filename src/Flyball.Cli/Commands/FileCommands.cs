using System.Collections.Immutable;
using Flyball.Cli.CommandLine;
using Flyball.Cli.JobFiles;
using Flyball.Cli.Templates;

namespace Flyball.Cli.Commands;

/// <summary>Reads the commands of a job file, each once however many combinations of a matrix it serves, and collects what is wrong with them.</summary>
/// <param name="file">The file's name.</param>
/// <param name="rules">The replacement strings that there are beside the variables of a matrix.</param>
/// <param name="shell">Runs what has shell syntax.</param>
sealed class FileCommands(string file, ReplacementRules rules, Shell shell)
{
    readonly Problems _problems = new(file);
    readonly Dictionary<CommandSpecification, CommandTemplate> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The template of a command; of a wrong one another, which is never run.</summary>
    public CommandTemplate Read(CommandSpecification command, ImmutableArray<string> names)
    {
        if (_known.TryGetValue(command, out CommandTemplate? known)) return known;
        ReplacementRules own = rules with { Names = names, LooksUpNames = false };
        try
        {
            known = command is CommandWords words ? CommandTemplate.ParseWords(words.Words, own, shell) : CommandTemplate.Parse([((CommandText)command).Text], own, shell);
        }
        catch (UsageException wrong)
        {
            _problems.Add(command.Position, wrong.Message, wrong.Hint);
            known = CommandTemplate.Parse([":"], rules, shell);
        }

        return _known[command] = known;
    }

    /// <exception cref="JobFileException">A command is wrong.</exception>
    public void ThrowIfAnyIsWrong() => _problems.ThrowIfAny();
}
