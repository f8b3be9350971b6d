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
    readonly Lazy<string> _root = new(() => Directory.CreateTempSubdirectory("flyball-").FullName);

    JobFolder(TextTemplate? template) => _template = template;

    /// <summary>Reads the option's value. A folder that is the same for all jobs is made at once.</summary>
    /// <param name="text">May hold replacement strings; <c>null</c>: jobs run where we are.</param>
    /// <param name="rules">The replacement strings that there are.</param>
    /// <exception cref="UsageException">It cannot be made, or has a replacement string that is not supported.</exception>
    public static JobFolder Parse(string? text, ReplacementRules rules)
    {
        if (text is null or ".") return new(null);
        TextTemplate template = TextTemplate.Parse(text, rules);
        if (template.IsConstant && text != New && Make(text) is { } problem)
            throw new UsageException($"option '--wd': cannot make the folder {UsageException.Quote(text)}: {problem}", "--wd takes the name of a folder, which is made when there is none");
        return new(template);
    }

    /// <summary>The job in its folder, which is not made yet.</summary>
    public ProcessJob Place(ProcessJob job, JobArguments arguments) => _template is null ? job : job with { WorkingDirectory = _template.Expand(arguments) };

    /// <summary>The same job, its folder made.</summary>
    public ProcessJob Made(ProcessJob job)
    {
        if (_template is null || job.WorkingDirectory is not { } folder) return job;
        if (folder == New) folder = Path.Combine(_root.Value, JobArguments.Of(job).Number.ToString(CultureInfo.InvariantCulture));
        else if (_template.IsConstant) return job;
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
