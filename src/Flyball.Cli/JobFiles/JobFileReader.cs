using System.Collections.Immutable;
using Flyball.Cli.CommandLine;
using Flyball.Cli.JobFiles.Linking;
using Flyball.Cli.JobFiles.Reading;
using Flyball.Cli.JobFiles.Tree;

namespace Flyball.Cli.JobFiles;

/// <summary>Reads job files: text → a tree of nodes, the same for all formats → drafts of jobs → jobs that know each other.</summary>
static class JobFileReader
{
    /// <summary>Reads a file to its end.</summary>
    /// <param name="stream">Its content.</param>
    /// <param name="name">Its name, for messages; the ending of the name tells the format, else the content does.</param>
    /// <param name="check">Reports what else is wrong, so that it is told together with what is found here. Then the order may lack jobs, and jobs that could not be made out are not there; <c>null</c>: nothing else can be.</param>
    /// <exception cref="JobFileException">The file is wrong; all that is wrong is told.</exception>
    /// <exception cref="UsageException">The stream cannot be read.</exception>
    public static JobFile Read(Stream stream, string name, Action<JobFile, Problems>? check = null)
    {
        ReadOnlyMemory<byte> text = SourceText.Read(stream, name);
        var problems = new Problems(name);
        bool isWhole = true;
        Node? root = !SourceText.IsUtf8(text.Span, problems) ? null : JobFileFormats.Of(name, text.Span) switch
        {
            JobFileFormat.Json => JsonTree.Read(text.Span, Position.Start, problems),
            JobFileFormat.JsonLines => JsonLinesTree.Read(text.Span, problems, out isWhole),
            _ => YamlTree.Read(text.Span, problems),
        };
        if (root is null || Fields.Of(root, "a job file", Keys.File, problems) is not { } fields)
        {
            problems.ThrowIfAny();
            throw new InvalidOperationException("a file without a tree has a problem");
        }

        var declared = new Declared(fields, problems);
        (ImmutableArray<JobSpecification> jobs, ImmutableArray<int> order) = Linker.Link(Jobs(root, fields, declared, problems, isWhole), isWhole, problems);
        JobFile file = new() { Resources = declared.Resources, Groups = declared.Groups, Jobs = jobs, Order = order };
        check?.Invoke(file, problems);
        problems.ThrowIfAny();
        return file;
    }

    static ImmutableArray<JobDraft> Jobs(Node root, Fields fields, Declared declared, Problems problems, bool isWhole)
    {
        var reader = new JobReader(declared, problems);
        if (fields[Keys.Defaults] is { } defaults) reader.ReadDefaults(defaults);
        Node? jobs = fields[Keys.Jobs];
        if (jobs is ListNode { Items.IsEmpty: false } list) return [.. list.Items.Select(reader.Read)];
        if (!isWhole || (jobs is null && !fields.Lacks(Keys.Jobs))) return [];
        string error = jobs switch
        {
            null => $"missing key '{Keys.Jobs}'",
            ListNode => "there are no jobs",
            _ => $"'{Keys.Jobs}' must be a list, not {jobs.Kind}",
        };
        problems.Add(jobs?.Position ?? root.Position, error, Keys.Example);
        return [];
    }
}
