using Flyball.Cli.Input;
using Flyball.Jobs;

namespace Flyball.Cli.Commands;

/// <summary>The command lines of jobs of several steps, as they were when each step was started: what a job was granted stands in them then. A fold; not thread safe.</summary>
sealed class StepCommands
{
    readonly Dictionary<long, string[]> _started = [];

    /// <summary>Takes note of the end of a step; gives the end of a job its whole command line.</summary>
    public JobEnded Complete(JobEnded ended)
    {
        if (ended.Job.Tag is not JobArguments { IsLate: true } place) return ended;
        if (place.Step is { } step) Note(place.Number, step, ended.Job.Name);
        if (ended.Job is not SequenceJob sequence || !_started.Remove(place.Number, out string[]? commands)) return ended;

        // Steps that never came stay as they are written.
        return ended with { Job = sequence with { Name = string.Join(" && ", commands.Concat(sequence.Steps.Skip(commands.Length).Select(left => left.Name))) } };
    }

    void Note(long number, int step, string command)
    {
        string[] commands = _started.GetValueOrDefault(number) ?? [];
        Array.Resize(ref commands, step);
        commands[step - 1] = command;
        _started[number] = commands;
    }
}
