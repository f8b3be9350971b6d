using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.Templates;
using Flyball.Execution;
using Flyball.Execution.Linux;
using Microsoft.Win32.SafeHandles;

namespace Flyball.Cli.Output.Results;

/// <summary>Where <c>--results</c> says that outputs are to be kept.</summary>
static class ResultPlace
{
    /// <summary>The name before the extension of a table that goes to standard output.</summary>
    const string StandardOutput = "-";

    /// <summary>Whether it is a table in a file, unless replacement strings make names of files of it.</summary>
    /// <param name="name">What the user wrote.</param>
    public static bool IsTableFile(string name) => IsTable(name) && Path.ChangeExtension(name, null) != StandardOutput;

    /// <summary>What keeps outputs there. Folder, file or template: see docs/cli.md.</summary>
    /// <param name="name">What the user wrote.</param>
    /// <param name="rules">The replacement strings that there are.</param>
    /// <param name="streams">Take a table that has no file.</param>
    /// <exception cref="UsageException">It cannot be written, or another run has the table.</exception>
    public static IJobOutput Open(string name, ReplacementRules rules, StandardStreams streams)
    {
        if (TagText.IsTemplate(name, rules)) return ByTemplate(name, rules);
        return Path.GetExtension(name) switch
        {
            ".csv" => Table(name, streams, file => new SeparatedTable(file, ','), all => new SeparatedTable(all, ',')),
            ".tsv" => Table(name, streams, file => new SeparatedTable(file, '\t'), all => new SeparatedTable(all, '\t')),
            ".json" => Table(name, streams, file => new JsonTable(file), all => new JsonTable(all)),
            _ => InFolder(name),
        };
    }

    /// <summary>Whether the files of a job are there, whole; <c>null</c>: a table holds its outputs, or what their names depend on is known only when the job starts.</summary>
    /// <param name="name">What the user wrote.</param>
    /// <param name="rules">The replacement strings that there are.</param>
    public static Func<JobArguments, bool>? Finder(string name, ReplacementRules rules)
    {
        var text = TextTemplate.Parse(name, rules);
        if (text.IsLate || (text.IsConstant && IsTable(name))) return null;
        return job => AreThere(text.IsConstant ? PathIn(name, job) : ResultPath.Inserted(text.Expand(job), Literal(name, text)));
    }

    static bool IsTable(string name) => Path.GetExtension(name) is ".csv" or ".tsv" or ".json";

    static bool AreThere(string path)
    {
        (string output, _, string number) = ResultPath.Files(path);
        return FileStatus.Of(number) is { Length: > 0 } && FileStatus.Of(output) is not null;
    }

    static ResultFiles InFolder(string folder)
    {
        Try(folder, () => Descriptor.MakeFolders(folder));
        return new(execution => PathIn(folder, JobArguments.Of(execution.Job)));
    }

    static string PathIn(string folder, JobArguments job) =>
        job.Name is { } name ? ResultPath.OfStep(ResultPath.OfJob(folder, name, job.Number), job.Step) : ResultPath.InFolder(folder, Parts(job));

    /// <summary>How much of a template is the same for all jobs, in whole folders.</summary>
    static int Literal(string template, TextTemplate text) => template.LastIndexOf('/', text.LiteralLength) + 1;

    /// <summary>Each value with its name, or with its number where there are no names.</summary>
    static IEnumerable<(string Name, string Value)> Parts(JobArguments arguments) =>
        arguments.Values.Select((value, index) => (arguments.Names.IsEmpty ? $"{index + 1}" : arguments.Names[index % arguments.Names.Length], value));

    static ResultFiles ByTemplate(string template, ReplacementRules rules)
    {
        Func<JobExecution, string> text = TagText.Parse(template, rules);
        int literal = Literal(template, TextTemplate.Parse(template, rules));
        if (literal > 1) Try(template[..literal], () => Descriptor.MakeFolders(template[..literal]));
        return new(execution => ResultPath.OfStep(ResultPath.Inserted(text(execution), literal), JobArguments.Of(execution.Job).Step));
    }

    static ResultTable Table(string name, StandardStreams streams, Func<SafeFileHandle, ResultTable> inFile, Func<StandardStreams, ResultTable> onStandardOutput) =>
        !IsTableFile(name) ? onStandardOutput(streams) : Try(name, () => inFile(OwnFile.Open("--results", name)));

    static void Try(string name, Action make) => Try(name, () =>
    {
        make();
        return true;
    });

    static T Try<T>(string name, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (IOException failure)
        {
            throw UsageException.Of("--results", $"cannot write {UsageException.Quote(name)}: {failure.Message}", "--results takes the name of a folder, of a table, or names of files with replacement strings");
        }
    }
}
