using System.Text;
using Flyball.Cli.JobFiles;

namespace Flyball.Tests.Cli.JobFiles;

/// <summary>Reads job files from text.</summary>
static class JobText
{
    public static JobFile Read(string text, string name = "jobs.yaml") => Read(Encoding.UTF8.GetBytes(text), name);

    public static JobFile Read(byte[] bytes, string name)
    {
        using var stream = new MemoryStream(bytes);
        return JobFileReader.Read(stream, name);
    }

    /// <summary>What is wrong with a file, as it is shown.</summary>
    public static string Errors(string text, string name = "jobs.yaml") => Should.Throw<JobFileException>(() => Read(text, name)).ToLines();

    /// <summary>What is wrong, without the hints and the file's name.</summary>
    public static IEnumerable<string> Problems(string text, string name = "jobs.yaml") =>
        Errors(text, name).Split('\n').Where(line => line.StartsWith("error: ", StringComparison.Ordinal)).Select(line => line[$"error: {name}:".Length..]);
}
