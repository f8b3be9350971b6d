using Flyball.Cli.JobFiles.Tree;

namespace Flyball.Cli.JobFiles.Reading;

/// <summary>Reads commands: a line for a shell, or a program and its arguments.</summary>
sealed class CommandReader(Problems problems)
{
    const string Hint = "for example: command: make -j4, or without a shell: command: [make, -j4]";

    readonly ValueReader _values = new(problems);

    /// <returns><c>null</c>: it is none; that has been reported.</returns>
    public CommandSpecification? Read(Node node) => node switch
    {
        ListNode list => Words(list),
        ScalarNode { Type: not ScalarKind.Null } => Line(node),
        _ => Fault(node, $"'{Keys.Command}' must be text or a list, not {node.Kind}"),
    };

    CommandText? Line(Node node)
    {
        string? text = _values.Text(node, $"'{Keys.Command}'", Hint);
        if (text is null) return null;
        if (!string.IsNullOrWhiteSpace(text)) return new(text, node.Position);
        Fault(node, $"'{Keys.Command}' is empty");
        return null;
    }

    CommandSpecification? Words(ListNode list)
    {
        if (list.Items.IsEmpty) return Fault(list, $"'{Keys.Command}' is empty");
        string?[] words = [.. list.Items.Select(item => _values.Text(item, "a word of a command", Hint))];
        if (words[0] is "") return Fault(list.Items[0], "the program's name is empty");
        return words.Contains(null) ? null : new CommandWords([.. words.OfType<string>()], list.Position);
    }

    CommandSpecification? Fault(Node node, string error)
    {
        problems.Add(node.Position, error, Hint);
        return null;
    }
}
