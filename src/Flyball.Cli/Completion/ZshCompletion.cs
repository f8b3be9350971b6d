using System.CommandLine;
using System.Text;
using Flyball.Cli.CommandLine;
using static Flyball.Cli.Completion.CompletionScript;

namespace Flyball.Cli.Completion;

/// <summary>For zsh, by its function <c>_arguments</c>.</summary>
static class ZshCompletion
{
    public static string Script()
    {
        var text = new StringBuilder("""
            #compdef flyball
            # Completes the words of flyball in zsh; printed by 'flyball completion zsh'.

            _flyball() {
                local curcontext="$curcontext" state line
                local -a commands
                commands=(

            """);
        foreach (ToolCommand command in ToolCommand.All) text.Append($"        {Quoted($"{command.Name}:{command.Summary}")}\n");
        text.Append("""
                )
                _arguments -C '(- *)'{-h,--help}'[show help]' '(- *)--version[show the version]' '1:command:->command' '*::word:->word'
                case $state in
                command) _describe command commands ;;
                word)
                    case $line[1] in

            """);
        foreach (ToolCommand command in ToolCommand.All)
        {
            text.Append($"        {command.Name})\n            _arguments -s -S -A '-*'");
            foreach (Option option in Options(command)) text.Append($" \\\n                {Specification(option)}");
            if (command.Name == "run") text.Append(" \\\n                '(-)1:command:_command_names -e' '*::argument:_normal'");
            if (command.TakesFile) text.Append(" \\\n                '1:file:_files'");
            if (command.Words.Length > 0) text.Append($" \\\n                {Quoted($"1:word:({string.Join(' ', command.Words)})")}");
            text.Append("\n            ;;\n");
        }

        text.Append("""
                    esac
                    ;;
                esac
            }

            # Read as a file of $fpath it is the function itself; evaluated, it says what it completes.
            if [[ $funcstack[1] == _flyball ]]; then _flyball "$@"; else compdef _flyball flyball; fi

            """);
        return text.ToString();
    }

    static string Specification(Option option)
    {
        // With "+" and "=" the value may follow in the same word or in the next one; without a star an option is offered once.
        string star = option is ValueOption { IsRepeatable: true } ? "*" : "";
        string[] names = [.. Names(option).Select(name => option is ValueOption ? name + (name.Length == 2 ? "+" : "=") : name)];
        string excludes = star.Length > 0 || names.Length == 1 ? star : $"({string.Join(' ', Names(option))})";
        string rest = Quoted($"[{Escaped(option.Description ?? "")}]{Action(option)}");
        return names.Length == 1 ? $"{Quoted(excludes + names[0])}{rest}" : $"{Quoted(excludes)}{{{string.Join(',', names)}}}{rest}";
    }

    static string Action(Option option) => option switch
    {
        ValueOption { Values.Length: > 0 } valued => $":{valued.HelpName}:({string.Join(' ', valued.Values.Select(Escaped))})",
        ValueOption { Kind: ValueKind.File } valued => $":{valued.HelpName}:_files",
        ValueOption { Kind: ValueKind.Folder } valued => $":{valued.HelpName}:_files -/",
        ValueOption valued => $":{valued.HelpName}: ",
        _ => "",
    };

    static string Escaped(string text) => string.Concat(text.Select(character => character is '[' or ']' or ':' or '\\' ? $"\\{character}" : character.ToString()));
}
