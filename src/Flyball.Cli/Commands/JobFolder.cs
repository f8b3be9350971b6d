using System.Globalization;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Input;
using Flyball.Cli.Templates;
using Flyball.Execution.Linux;
using Flyball.Jobs;

namespace Flyball.Cli.Commands;

/// <summary>The folder in which each job runs, that of <c>--wd</c>. It is made where it is not there, as GNU parallel does.</summary>
sealed class JobFolder
{
    /// <summary>Stands for a new, empty folder for each job.</summary>
    const string New = "...";

    readonly TextTemplate? _template;

    /// <summary>Whether each job has a new one: by the user's own word, which a value cannot say.</summary>
    readonly bool _isNew;
    readonly Lazy<string> _root = new(() => Directory.CreateTempSubdirectory("flyball-").FullName);

    JobFolder(TextTemplate? template, bool isOfEach, bool isNew = false) => (_template, IsOfEach, _isNew) = (template, isOfEach, isNew);

    /// <summary>Whether each job may have another one: <see cref="Made"/> makes it.</summary>
    public bool IsOfEach { get; }

    /// <summary>Reads the option's value. A folder that is the same for all jobs is made at once, unless nothing is to be run.</summary>
    /// <param name="processes">What was asked for.</param>
    /// <param name="rules">The replacement strings that there are.</param>
    /// <param name="isDryRun">Whether nothing is to be run.</param>
    /// <exception cref="UsageException">It cannot be made, or has a replacement string that is not supported.</exception>
    public static JobFolder Parse(ProcessSettings processes, ReplacementRules rules, bool isDryRun)
    {
        if (processes.Folder is not { } text || text == ".") return new(null, isOfEach: false);
        TextTemplate template = TextTemplate.Parse(text, rules);
        if (template.IsLate)
            throw UsageException.Of("--wd", $"{UsageException.Quote(text)} is known only when the job starts, and where it runs must be known before", "use {#}, the number of the job, or a value");
        bool isOfEach = !template.IsConstant || text == New;
        if (!isOfEach && !isDryRun && Make(text) is { } problem)
            throw UsageException.Of("--wd", $"cannot make the folder {UsageException.Quote(text)}: {problem}", "--wd takes the name of a folder, which is made when there is none");
        return new(template, isOfEach, isNew: text == New);
    }

    /// <summary>The job in its folder, which is not made yet.</summary>
    public ProcessJob Place(ProcessJob job, JobArguments arguments) => _template is null ? job : job with { WorkingDirectory = _template.Expand(arguments) };

    /// <summary>The same job, its folder made.</summary>
    public ProcessJob Made(ProcessJob job)
    {
        if (!IsOfEach || job.WorkingDirectory is not { } folder) return job;
        if (_isNew) folder = Path.Combine(_root.Value, JobArguments.Of(job).Number.ToString(CultureInfo.InvariantCulture));
        // Why it could not be made is said when the job is started there in vain.
        _ = Make(folder);
        return job with { WorkingDirectory = folder };
    }

    /// <returns>Why it cannot be made; <c>null</c>: it is there.</returns>
    static string? Make(string folder)
    {
        try
        {
            // Not .NET's way: it knows no names that are not UTF-8, and takes a/.. for nothing where there is no a.
            Descriptor.MakeFolders(folder);
            return null;
        }
        catch (IOException failure)
        {
            return failure.Message;
        }
    }
}
