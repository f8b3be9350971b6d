namespace Flyball.Cli.Records;

/// <summary>What a job of the input is to the records of earlier runs.</summary>
enum EarlierRun
{
    /// <summary>Not noted: it is to be run.</summary>
    None,

    /// <summary>Noted as successful, and so not to be run.</summary>
    Succeeded,

    /// <summary>Noted as failed, and not to be run all the same.</summary>
    Failed,

    /// <summary>Noted as failed, and to be run again.</summary>
    ToRepeat,
}

/// <summary>
/// The jobs that a checkpoint notes as ended: a multiset, since the same command may stand in the input several times. Each note answers for one job of the input.
/// </summary>
sealed class NotedJobs
{
    readonly Dictionary<JobIdentity, (int Succeeded, int Failed)> _notes = [];

    /// <summary>Whether no job is noted, or each note was taken.</summary>
    public bool IsEmpty => _notes.Count == 0;

    /// <summary>Takes note of a record.</summary>
    public void Add(CheckpointRecord record)
    {
        (int succeeded, int failed) = _notes.GetValueOrDefault(record.Identity);
        if (record.IsRepeat && failed > 0) failed--;
        _notes[record.Identity] = record.Succeeded ? (succeeded + 1, failed) : (succeeded, failed + 1);
    }

    /// <summary>Finds the note of the next job of the input, and takes it away.</summary>
    /// <param name="identity">What the job is.</param>
    /// <param name="repeatFailed">Whether those that failed are run again.</param>
    public EarlierRun Take(JobIdentity identity, bool repeatFailed)
    {
        if (!_notes.TryGetValue(identity, out (int Succeeded, int Failed) notes)) return EarlierRun.None;
        (int succeeded, int failed) = notes.Succeeded > 0 ? (notes.Succeeded - 1, notes.Failed) : (0, notes.Failed - 1);
        if (succeeded + failed == 0) _notes.Remove(identity);
        else _notes[identity] = (succeeded, failed);
        return notes.Succeeded > 0 ? EarlierRun.Succeeded : repeatFailed ? EarlierRun.ToRepeat : EarlierRun.Failed;
    }
}
