using Flyball.Cli.CommandLine;
using Flyball.Cli.Output;
using Flyball.Cli.Records;
using Flyball.Execution;
using Flyball.Jobs;

namespace Flyball.Cli.Commands;

/// <summary><c>flyball run --dry-run</c>: prints the command lines of what would be run, in order, and runs nothing.</summary>
static class DryRun
{
    /// <returns>The exit status.</returns>
    /// <exception cref="UsageException">Standard output cannot be written, or something is wrong with the input or with the records of earlier runs.</exception>
    public static int Print(IRunSource source, RunArguments arguments)
    {
        Func<JobExecution, string>? tag = TagText.ForLines(arguments.Output.Tag, source.Rules);
        source.NeedsTotal |= JobOutputs.AsksForTotal(arguments.Output, source.Rules);
        EarlierRuns earlier = RunRecords.Preview(arguments.Records, arguments.Processes.Variables, source.Rules, Messages.WriteLine);
        bool isTerminal = !Console.IsOutputRedirected;
        using var streams = new StandardStreams();
        try
        {
            long number = 0;
            foreach (Job job in source.Preview(earlier))
            {
                JobId id = new(++number);
                Job complete = job.AtStart is { } complement ? complement(GrantOf(id, job.Request)) : job;
                string prefix = tag is null ? "" : tag(new(id, complete, default, Nice: 0)) + "\t";
                streams.Write(OutputKind.StandardOutput, SystemBytes.Of(prefix + CommandText.For(complete.Name, isTerminal)));
            }

            return 0;
        }
        catch (IOException) when (streams.ReaderHasGone)
        {
            return ExitStatus.ForSignal(ExitStatus.BrokenPipe);
        }
        catch (IOException failure)
        {
            throw new UsageException($"standard output cannot be written: {failure.Message}", "nothing was run");
        }
    }

    /// <summary>What was asked for is what is set aside. The rest only a run finds out.</summary>
    static JobGrant GrantOf(JobId id, ResourceRequest request) => new(id, Slot: 1, Attempt: 1, CoreAmount.FromCores(request.Cores ?? 0), request.Memory ?? ByteSize.Zero);
}
