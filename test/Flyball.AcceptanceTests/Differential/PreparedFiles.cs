namespace Flyball.AcceptanceTests.Differential;

/// <summary>What a line finds in its folder.</summary>
static class PreparedFiles
{
    static readonly Dictionary<string, string> s_contents = new()
    {
        ["abc"] = "a\nb\nc\n",
        ["nums"] = "1\n2\n",
        ["table.csv"] = "x,1\ny,2\n",
        ["named.tsv"] = "name\tsize\nfoo\t1\nbar\t2\n",
        ["quoted.csv"] = "a,\"b,c\"\n\"d \"\"q\"\"\",\"two\nlines\"\n",
    };

    public static void WriteTo(string folder)
    {
        foreach ((string name, string content) in s_contents) File.WriteAllText(Path.Combine(folder, name), content);
    }

    /// <summary>Whether a file is one of them, unchanged.</summary>
    public static bool Contain(string name, string content) => s_contents.TryGetValue(name, out string? prepared) && prepared == content;
}
