using Flyball.Cli.Replay.Machine;
using Flyball.Cli.Replay.Recording;
using Flyball.Jobs;

namespace Flyball.Cli.Replay;

/// <summary>
/// What a job does, made of what was measured of it: work on CPUs, and what its time has beyond that: the disk where it moved something, else waiting. How long work took is told apart from how long it had to wait
/// for a CPU by what those got that wanted one.
/// </summary>
static class MeasuredPhases
{
    const double BytesPerMegabyte = 1024 * 1024;

    /// <summary>In so many pieces its life is cut, so that memory grows as it did, and work alternates with waiting.</summary>
    const int Pieces = 8;

    /// <summary>Shares of a life, and megabytes, below which waiting and the disk are noise.</summary>
    const double LeastIdle = 0.05, LeastMegabytes = 1;

    /// <summary>Of the cores that it was seen to use this much is an error of measuring.</summary>
    const double CoresError = 0.2;

    const double LeastSeconds = 0.0005;

    /// <summary>Megabytes that a program holds which was over before it was looked at.</summary>
    public const double LeastMemory = 1;

    /// <summary>The phases of a job that was started at least once. What was ended to make room does not count: it was run again from its beginning.</summary>
    /// <param name="job">The job.</param>
    /// <param name="length">How long the record is: what has no end runs that long.</param>
    public static Phase[] Of(RecordedJob job, TimeSpan length)
    {
        IEnumerable<RecordedAttempt> whole = job.Attempts.Where(attempt => attempt.End is not { IsForMemory: true });
        RecordedAttempt[] attempts = [.. whole];
        if (attempts.Length == 0) attempts = [job.Attempts[^1]];
        return [.. attempts.SelectMany(attempt => Of(attempt, length))];
    }

    static IEnumerable<Phase> Of(RecordedAttempt attempt, TimeSpan length)
    {
        double wall = Math.Max(LeastSeconds, (attempt.End?.Wall ?? ((attempt.End?.At ?? length) - attempt.StartedAt)).TotalSeconds);
        double cpu = attempt.End?.Cpu?.TotalSeconds ?? (wall * Mean(attempt.Readings, reading => reading.Cores, attempt.Granted.Cores.Cores));
        double mostCores = attempt.Readings.Max(reading => reading.Cores) ?? 1;
        double threads = Math.Max(Math.Max(1, Math.Ceiling(mostCores - CoresError)), cpu / wall);
        double crowding = Mean(attempt.Readings, reading => reading.Crowding, attempt.Crowding);
        double idle = wall - (cpu / threads * crowding);
        if (idle < LeastIdle * wall) idle = 0;

        double megabytes = ((attempt.End?.Read ?? ByteSize.Zero) + (attempt.End?.Written ?? ByteSize.Zero)).Bytes / BytesPerMegabyte;
        bool usesDisk = idle > 0 && megabytes > LeastMegabytes;
        if (usesDisk) cpu -= Disk.CoresAtFullRate * idle;
        if (idle == 0) cpu -= JobAttempt.StartCost;
        double[] memory = Memory(attempt, wall);
        for (int piece = 0; piece < Pieces; piece++)
        {
            double held = memory[piece];
            if (usesDisk) yield return new Disk(megabytes / Pieces, megabytes / idle, held);
            else if (idle > 0) yield return new Wait(idle / Pieces, held);
            if (cpu > LeastSeconds || idle == 0) yield return new Compute(Math.Max(cpu, LeastSeconds) / Pieces, threads, held);
        }
    }

    /// <summary>Megabytes held at the end of each piece. What the record does not tell is as it was seen before; and the peak is reached.</summary>
    static double[] Memory(RecordedAttempt attempt, double wall)
    {
        double[] memory = new double[Pieces];
        foreach (UseReading reading in attempt.Readings)
        {
            if (reading.Memory is not { } held) continue;
            int piece = (int)Math.Clamp(reading.Age.TotalSeconds / wall * Pieces, 0, Pieces - 1);
            memory[piece] = Math.Max(memory[piece], held.Bytes / BytesPerMegabyte);
        }

        double peak = Math.Max(attempt.End?.PeakMemory?.Bytes / BytesPerMegabyte ?? 0, memory.Max());
        bool wasSeen = memory.Max() > 0;

        // Most programs have what they need long before they end.
        int at = wasSeen ? Array.IndexOf(memory, memory.Max()) : Pieces / 2;
        memory[at] = Math.Max(peak, LeastMemory);
        for (int piece = 1; piece < Pieces; piece++)
            if (memory[piece] == 0) memory[piece] = memory[piece - 1];
        for (int piece = 0; piece < Pieces; piece++) memory[piece] = Math.Max(memory[piece], LeastMemory);
        return memory;
    }

    static double Mean(IEnumerable<UseReading> readings, Func<UseReading, double?> value, double otherwise) => readings.Average(value) ?? otherwise;
}
