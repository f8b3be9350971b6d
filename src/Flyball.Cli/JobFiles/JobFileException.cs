using System.Collections.Immutable;
using Flyball.Cli.CommandLine;

namespace Flyball.Cli.JobFiles;

/// <summary>A job file is wrong, perhaps in several places. Shown as two lines for each; nothing has been started.</summary>
/// <param name="problems">At least one, in the order of the file.</param>
sealed class JobFileException(ImmutableArray<UsageException> problems) : UsageException(problems[0].Message, problems[0].Hint)
{
    /// <summary>What is wrong, in the order of the file; when it is very much, the last one says how many more there are.</summary>
    public ImmutableArray<UsageException> Problems { get; } = problems;

    /// <inheritdoc/>
    public override string ToLines() => string.Concat(Problems.Select(problem => problem.ToLines()));
}
