using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Records;

/// <summary>Something that is kept of a run could not be written to its end.</summary>
/// <param name="Option">The option that asked for it.</param>
/// <param name="Reason">What the system said.</param>
/// <param name="Hint">What is to be done.</param>
sealed record RecordFault(string Option, string Reason, string Hint)
{
    /// <summary>That of a record from which one can go on.</summary>
    public static RecordFault OfRecord(string option, IOException reason) => new(option, reason.Message, "the record ends before the run did; make room, then --resume runs what it lacks");

    /// <summary>That of the file of events.</summary>
    public static RecordFault OfEvents(IOException reason) => new("--events", reason.Message, "the events end before the run did; the jobs were run");

    /// <summary>What is said when it occurs.</summary>
    public string Warning => $"warning: option '{Option}': cannot be written: {Reason}; it ends here, the run goes on";

    /// <summary>What is said in the end.</summary>
    public UsageException Error => UsageException.Of(Option, $"cannot be written: {Reason}", Hint);
}
