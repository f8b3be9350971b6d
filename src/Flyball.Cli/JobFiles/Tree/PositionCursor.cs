namespace Flyball.Cli.JobFiles.Tree;

/// <summary>Finds the positions of bytes, going forward only: the whole of a file is looked at once.</summary>
/// <param name="text">UTF-8.</param>
/// <param name="start">The position of the first byte.</param>
ref struct PositionCursor(ReadOnlySpan<byte> text, Position start)
{
    readonly ReadOnlySpan<byte> _text = text;
    int _offset;

    /// <summary>Where it stands.</summary>
    public Position Position { get; private set; } = start;

    /// <summary>Goes on to a byte that is not before the last one.</summary>
    public Position MoveTo(int offset)
    {
        (int line, int column) = (Position.Line, Position.Column);
        for (; _offset < offset; _offset++)
        {
            byte value = _text[_offset];
            if (value == '\n')
            {
                line++;
                column = 1;
            }
            else if (value >= 0xF0)
            {
                column += 2;
            }
            else if ((value & 0xC0) != 0x80)
            {
                column++;
            }
        }

        return Position = new(line, column);
    }
}
