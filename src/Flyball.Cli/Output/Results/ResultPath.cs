using System.Security.Cryptography;
using Flyball.Execution;

namespace Flyball.Cli.Output.Results;

/// <summary>Names of the files that keep results, as GNU parallel makes them. Pure.</summary>
static class ResultPath
{
    /// <summary>What file systems take as the name of one file, in bytes.</summary>
    const int LongestName = 255;

    /// <summary>Bytes of a hash that are kept: enough that no two of any number of values meet by chance.</summary>
    const int HashSize = 16;

    /// <summary>The folder of a job: for each of its sources one named after the source and in it one named after the value.</summary>
    public static string InFolder(string folder, IEnumerable<(string Source, string Value)> values) =>
        string.Concat(values.SelectMany(value => (string[])["/", Name(value.Source), "/", Name(value.Value)]).Prepend(folder.TrimEnd('/'))) + "/";

    /// <summary>The folder of a job that has a name, which no other job has. A name that is too long begins with the job's number behind a backslash, as no other does.</summary>
    /// <param name="folder">In which it is.</param>
    /// <param name="name">What the job is called.</param>
    /// <param name="number">Its place among the jobs.</param>
    public static string OfJob(string folder, string name, long number)
    {
        string file = Escaped(name);
        return $"{folder.TrimEnd('/')}/{(Cut(file) == file ? file : Marked($"{number}", file))}/";
    }

    /// <summary>The place of a step of a job: in a folder of the job's own.</summary>
    /// <param name="path">The job's place.</param>
    /// <param name="step">Which step, from 1; <c>null</c>: the job has only one.</param>
    public static string OfStep(string path, int? step) => step is null ? path : path.EndsWith('/') ? $"{path}{step}/" : $"{path}/{step}";

    /// <summary>
    /// A value as the name of one file: a slash becomes <c>\_</c>, a backslash two. Other than in GNU parallel <c>.</c> and <c>..</c> are no way out, but <c>\.</c> and <c>\..</c>, and what is too long does not
    /// share its name with all that begin alike: it begins with a hash of the value behind a backslash.
    /// </summary>
    public static string Name(string value)
    {
        string file = Escaped(value);
        return Cut(file) == file ? file : Marked(HashOf(value), file);
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

    static string Escaped(string value) => Confined(value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("/", @"\_", StringComparison.Ordinal));

    /// <summary>A name that is too long, cut behind what no other has. No name that is not cut has such a backslash.</summary>
    static string Marked(string mark, string name) => Cut($@"\{mark} {name}");

    static string HashOf(string value)
    {
        byte[] bytes = new byte[SystemText.MaxByteCount(value.Length)];
        return Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, SystemText.GetBytes(value, bytes)))[..HashSize]);
    }

    static string Cut(string name)
    {
        byte[] bytes = new byte[SystemText.MaxByteCount(name.Length)];
        int count = SystemText.GetBytes(name, bytes);
        return count <= LongestName ? name : SystemText.GetString(bytes.AsSpan(0, LongestName));
    }
}
