namespace Flyball.Cli.Records;

/// <summary>
/// What a log tells of the jobs of earlier runs, by their places in the input: whether each ended, whether it succeeded the last time, and roughly what its command was. Five bytes a job
/// where places are dense, so that a log of millions is held at ease.
/// </summary>
sealed class LoggedJobs
{
    const int PageBits = 6, PageSize = 1 << PageBits;

    sealed class Page
    {
        public ulong Ended, Succeeded;
        public readonly uint[] Commands = new uint[PageSize];
    }

    readonly Dictionary<long, Page> _pages = [];

    /// <summary>Takes note of a line; of several for one job the last one counts.</summary>
    public void Add(JobLogLine line)
    {
        ref Page? page = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_pages, line.Number >> PageBits, out _);
        page ??= new();
        ulong bit = Bit(line.Number);
        page.Ended |= bit;
        page.Succeeded = line.Succeeded ? page.Succeeded | bit : page.Succeeded & ~bit;
        page.Commands[line.Number & (PageSize - 1)] = Fingerprint(line.Command);
    }

    /// <summary>Whether the job at a place ended, whatever came of it.</summary>
    public bool HasEnded(long number) => _pages.TryGetValue(number >> PageBits, out Page? page) && (page.Ended & Bit(number)) != 0;

    /// <summary>Whether the job at a place succeeded the last time.</summary>
    public bool HasSucceeded(long number) => _pages.TryGetValue(number >> PageBits, out Page? page) && (page.Succeeded & Bit(number)) != 0;

    /// <summary>Whether the logged command at a place reads like this one. GNU parallel and we do not quote every value alike, so quotes and blanks are left out.</summary>
    public bool IsCommand(long number, string command) =>
        _pages.TryGetValue(number >> PageBits, out Page? page) && page.Commands[number & (PageSize - 1)] == Fingerprint(command);

    static ulong Bit(long number) => 1UL << (int)(number & (PageSize - 1));

    // FNV-1a.
    static uint Fingerprint(string command)
    {
        uint hash = 2166136261;
        foreach (char character in command)
        {
            if (character is '\'' or '"' or '\\' || char.IsWhiteSpace(character)) continue;
            hash = (hash ^ character) * 16777619;
        }

        return hash;
    }
}
