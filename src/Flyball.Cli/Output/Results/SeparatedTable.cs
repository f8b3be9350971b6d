using Flyball.Execution;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Cli.Output.Results;

/// <summary>A table whose fields stand between separators.</summary>
sealed class SeparatedTable : ResultTable
{
    readonly SeparatedValues _values;

    public SeparatedTable(SafeFileHandle file, char separator)
        : base(file) => _values = new((byte)separator);

    public SeparatedTable(StandardStreams streams, char separator)
        : base(streams) => _values = new((byte)separator);

    protected override void WriteHeader(ResultRow first, PieceBuffer to) =>
        WriteLine([.. ResultRow.Names, .. first.ValueNames, "Stdout", "Stderr"], [], to);

    protected override void WriteRow(ResultRow row, PieceBuffer to) => WriteLine([.. row.Fields, .. row.Values], [row.StandardOutput, row.StandardError], to);

    void WriteLine(IEnumerable<string> texts, IEnumerable<OutputContent> contents, PieceBuffer to)
    {
        bool isFirst = true;
        foreach (OutputContent field in texts.Select(Content).Concat(contents))
        {
            _values.Write(field, isFirst, to);
            isFirst = false;
        }

        to.Write("\n"u8);
    }

    static OutputContent Content(string text)
    {
        byte[] bytes = SystemBytes.Of(text);
        return new(bytes, bytes.Length);
    }
}
