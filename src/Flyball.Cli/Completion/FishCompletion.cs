using System.CommandLine;
using System.Text;
using Flyball.Cli.CommandLine;
using static Flyball.Cli.Completion.CompletionScript;

namespace Flyball.Cli.Completion;

/// <summary>For fish.</summary>
static class FishCompletion
{
    public static string Script()
    {
        var text = new StringBuilder("""
            # Completes the words of flyball in fish; printed by 'flyball completion fish'.
            complete -c flyball -n __fish_use_subcommand -f -l help -s h -d 'show help'
            complete -c flyball -n __fish_use_subcommand -f -l version -d 'show the version'

            """);
        foreach (ToolCommand command in ToolCommand.All)
        {
            text.Append($"complete -c flyball -n __fish_use_subcommand -f -a {command.Name} -d {Quoted(command.Summary)}\n");
            string condition = $"complete -c flyball -n '__fish_seen_subcommand_from {command.Name}'";
            foreach (Option option in Options(command))
                text.Append($"{condition}{string.Concat(Names(option).Select(Flag))}{Action(option)} -d {Quoted(option.Description ?? "")}\n");
            if (command.Words.Length > 0) text.Append($"{condition} -f -a {Quoted(string.Join(' ', command.Words))}\n");
            if (command.Name == "run") text.Append($"{condition} -a '(__fish_complete_command)'\n");
        }

        return text.ToString();
    }

    static string Flag(string name) => name.Length == 2 ? $" -s {name[1]}" : $" -l {name[2..]}";

    static string Action(Option option) => option switch
    {
        ValueOption { Values.Length: > 0 } valued => $" -x -a {Quoted(string.Join(' ', valued.Values))}",
        ValueOption { Kind: ValueKind.File } => " -r -F",
        ValueOption { Kind: ValueKind.Folder } => " -x -a '(__fish_complete_directories)'",
        ValueOption => " -x",
        _ => " -f",
    };
}
