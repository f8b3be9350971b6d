namespace Flyball.Cli.JobFiles.Tree;

/// <summary>Reads JSON Lines into the tree that one JSON file with the same content would give.</summary>
static class JsonLinesTree
{
    /// <summary>Reads all lines; empty ones mean nothing.</summary>
    /// <param name="text">Valid UTF-8.</param>
    /// <param name="problems">Where to report.</param>
    /// <param name="isWhole">Whether every line could be read.</param>
    public static MapNode Read(ReadOnlySpan<byte> text, Problems problems, out bool isWhole)
    {
        List<MapEntry> declarations = [];
        List<Node> jobs = [];
        isWhole = true;
        int number = 0;
        foreach (Range range in text.Split((byte)'\n'))
        {
            number++;
            ReadOnlySpan<byte> line = text[range];
            if (!line.ContainsAnyExcept(" \t\r"u8)) continue;
            Node? node = JsonTree.Read(line, new(number, 1), problems);
            if (node is null) isWhole = false;
            else if (node is MapNode map && IsDeclaration(map)) Declare(map, declarations, jobs, problems);
            else jobs.Add(node);
        }

        MapEntry all = new(Keys.Jobs, Position.Start, new ListNode(Position.Start, [.. jobs]));
        return new(Position.Start, [.. declarations, all]);
    }

    static bool IsDeclaration(MapNode map) =>
        map.Entries.Any(entry => Keys.Declarations.Contains(entry.Key)) && !map.Entries.Any(entry => Keys.Job.Contains(entry.Key));

    static void Declare(MapNode map, List<MapEntry> declarations, List<Node> jobs, Problems problems)
    {
        if (jobs.Count > 0)
            problems.Add(map.Position, "a declaration stands after the first job", $"put the lines with {Keys.Listed(Keys.Declarations)} first");
        foreach (MapEntry entry in map.Entries)
        {
            if (Keys.Declarations.Contains(entry.Key) && declarations.FindIndex(known => known.Key == entry.Key) is >= 0 and var first)
                problems.Add(entry.Position, $"'{entry.Key}' is declared twice", $"the first is in line {declarations[first].Position.Line}; put both into one");
            else
                declarations.Add(entry);
        }
    }
}
