using System.Text;
using Flyball.Cli.CommandLine;
using static Flyball.Cli.Completion.CompletionScript;

namespace Flyball.Cli.Completion;

/// <summary>For bash, with and without the package bash-completion.</summary>
static class BashCompletion
{
    public static string Script()
    {
        var text = new StringBuilder("""
            # Completes the words of flyball in bash; printed by 'flyball completion bash'.

            # _flyball_value WORD: sets 'kind' to what the next word is as the value of this one's option, or to nothing when it is none.
            _flyball_value() {
                local word=$1 letter
                kind=
                if [[ $word == -[!-]?* ]]; then
                    # Of short options in one word the first that takes a value ends it: with the rest, if there is one.
                    for ((letter = 1; letter < ${#word}; letter++)); do
                        _flyball_value "-${word:letter:1}"
                        [[ ! $kind ]] || break
                    done
                    ((letter >= ${#word} - 1)) || kind=
                    return
                fi
                case $command:$word in

            """);
        foreach (ToolCommand command in ToolCommand.All)
            foreach (ValueOption option in Options(command).OfType<ValueOption>())
                text.Append($"        {string.Join('|', Names(option).Select(name => $"{command.Name}:{name}"))}) kind={Quoted(Kind(option))} ;;\n");
        text.Append($$"""
                esac
            }

            _flyball() {
                local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} kind= i
                local IFS=$' \t\n'
                COMPREPLY=()
                if ((COMP_CWORD == 1)); then
                    COMPREPLY=($(compgen -W {{Quoted(string.Join(' ', [.. ToolCommand.All.Select(command => command.Name), "--help", "--version"]))}} -- "$current"))
                    return
                fi

                # bash splits --option=value into three words.
                if [[ $current == = ]]; then
                    current=
                elif [[ $before == = ]]; then
                    before=${COMP_WORDS[COMP_CWORD-2]}
                fi

                # The options end at the first word that is none.
                for ((i = 2; i < COMP_CWORD; i++)); do
                    case ${COMP_WORDS[i]} in
                    --) ((i++)); break ;;
                    -?*)
                        _flyball_value "${COMP_WORDS[i]}"
                        if [[ ${COMP_WORDS[i+1]} == = ]]; then ((i += 2)); elif [[ $kind ]]; then ((i++)); fi
                        ;;
                    *) break ;;
                    esac
                done

                if ((i < COMP_CWORD)) || [[ ${COMP_WORDS[COMP_CWORD-1]} == -- ]]; then
                    # The words of the user's own command.
                    if [[ $command == run ]]; then
                        if ((i >= COMP_CWORD)); then
                            COMPREPLY=($(compgen -c -- "$current"))
                        elif declare -F _command_offset >/dev/null; then
                            _command_offset "$i"
                        fi
                    fi
                    return
                fi

                _flyball_value "$before"
                case $kind in
                '') ;;
                file) COMPREPLY=($(compgen -f -- "$current")); return ;;
                folder) COMPREPLY=($(compgen -d -- "$current")); return ;;
                text) return ;;
                *) COMPREPLY=($(compgen -W "$kind" -- "$current")); return ;;
                esac

                case $command:$current in

            """);
        foreach (ToolCommand command in ToolCommand.All)
            text.Append($"    {command.Name}:-*) COMPREPLY=($(compgen -W {Quoted(string.Join(' ', Options(command).SelectMany(Names)))} -- \"$current\")) ;;\n");
        text.Append("    run:*) COMPREPLY=($(compgen -c -- \"$current\")) ;;\n");
        foreach (ToolCommand command in ToolCommand.All.Where(command => command.Words.Length > 0))
            text.Append($"    {command.Name}:*) COMPREPLY=($(compgen -W {Quoted(string.Join(' ', command.Words))} -- \"$current\")) ;;\n");
        text.Append("""
                esac
            }

            complete -o bashdefault -o default -F _flyball flyball

            """);
        return text.ToString();
    }

    static string Kind(ValueOption option) => option switch
    {
        { Values.Length: > 0 } => string.Join(' ', option.Values),
        { Kind: ValueKind.File } => "file",
        { Kind: ValueKind.Folder } => "folder",
        _ => "text",
    };
}
