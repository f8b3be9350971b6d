using Flyball.Execution;

namespace Flyball.Cli.Output.Results;

/// <summary>Names of the files that keep results, as GNU parallel makes them. Pure.</summary>
static class ResultPath
{
    /// <summary>What file systems take as the name of one file, in bytes.</summary>
    const int LongestName = 255;

    /// <summary>The folder of a job: for each of its sources one named after the source and in it one named after the value.</summary>
    public static string InFolder(string folder, IEnumerable<(string Source, string Value)> values) =>
        string.Concat(values.SelectMany(value => (string[])["/", Name(value.Source), "/", Name(value.Value)]).Prepend(folder.TrimEnd('/'))) + "/";

    /// <summary>
    /// A value as the name of one file: a slash becomes <c>\_</c>, a backslash two; what is too long is cut. Other than in GNU parallel <c>.</c> and <c>..</c> are no way out: <c>\.</c> and <c>\..</c>.
    /// </summary>
    public static string Name(string value)
    {
        string name = Confined(value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("/", @"\_", StringComparison.Ordinal));
        byte[] bytes = new byte[SystemText.MaxByteCount(name.Length)];
        int count = SystemText.GetBytes(name, bytes);
        return count <= LongestName ? name : SystemText.GetString(bytes.AsSpan(0, LongestName));
    }

    /// <summary>A path into which values were inserted. Slashes of values make folders, but none of their parts leads upwards.</summary>
    /// <param name="path">The path.</param>
    /// <param name="literal">How much of it the user wrote, up to and with a slash: that may lead anywhere.</param>
    public static string Inserted(string path, int literal) => string.Concat(path[..literal], string.Join('/', path[literal..].Split('/').Select(Confined)));

    /// <summary>The three files of a job.</summary>
    /// <param name="path">A folder, when it ends in a slash; else the file for standard output, beside which the others are.</param>
    public static (string Output, string Error, string Number) Files(string path) => path.EndsWith('/')
        ? ($"{path}stdout", $"{path}stderr", $"{path}seq")
        : (path, $"{path}.err", $"{path}.seq");

    static string Confined(string name) => name is "." or ".." ? $@"\{name}" : name;
}
