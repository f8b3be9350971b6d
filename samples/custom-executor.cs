#:project ../src/Flyball/Flyball.csproj
#:property PublishAot=false

// A kind of job of our own: matrices squared on a thread each, with an executor that says what a running one uses.
using System.Collections.Concurrent;
using Flyball;
using Flyball.Execution;
using Flyball.Jobs;

await using var jobs = new JobController(new() { Executors = { [typeof(MatrixJob)] = new MatrixExecutor() } });
IEnumerable<MatrixJob> matrices = Enumerable.Range(1, 8).Select(number => new MatrixJob(Size: 40 * number) { Name = $"matrix of {40 * number}" });
List<JobHandle> handles = [.. matrices.Select(jobs.Add)];
RunSummary summary = await jobs.RunAsync();

foreach (JobHandle handle in handles) Console.WriteLine((await handle.Completion).Detail);
Console.WriteLine($"{summary.Succeeded} squares, {summary.Failed} failed");
return summary.Failed == 0 ? 0 : 1;

/// <summary>What to do: nothing but data. All of one template, so each learns from those before.</summary>
sealed record MatrixJob(int Size) : Job;

/// <summary>How it is done.</summary>
sealed class MatrixExecutor : IJobExecutor
{
    readonly ConcurrentDictionary<JobId, (long Started, int Size)> _running = new();

    public Task<JobOutcome> ExecuteAsync(JobExecution execution, CancellationToken cancellationToken)
    {
        // Called on the controller's loop: the work goes to a thread, and only the promise of it is returned.
        var job = (MatrixJob)execution.Job;
        return Task.Factory.StartNew(() => Run(execution.Id, job, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    // One thread that never waits: it has used as much CPU time as it has run, and holds two matrices.
    public UsageReading? Measure(JobId id) =>
        _running.TryGetValue(id, out var job) ? new(TimeProvider.System.GetElapsedTime(job.Started), Matrix.MemoryOf(job.Size)) : null;

    JobOutcome Run(JobId id, MatrixJob job, CancellationToken cancellationToken)
    {
        long started = TimeProvider.System.GetTimestamp();
        _running[id] = (started, job.Size);
        try
        {
            double trace = Matrix.TraceOfSquare(job.Size, cancellationToken);
            return new(JobStatus.Succeeded, Detail: $"{job.Name}: trace of its square {trace:0}", Usage: Used(started, job));
        }
        catch (OperationCanceledException)
        {
            return new(JobStatus.Cancelled, Usage: Used(started, job));
        }
        finally
        {
            _running.TryRemove(id, out _);
        }
    }

    static ResourceUsage Used(long started, MatrixJob job)
    {
        TimeSpan used = TimeProvider.System.GetElapsedTime(started);
        return new(used, UserTime: used, SystemTime: TimeSpan.Zero, PeakMemory: Matrix.MemoryOf(job.Size));
    }
}

/// <summary>The work itself.</summary>
static class Matrix
{
    /// <summary>Two matrices of numbers of 8 bytes.</summary>
    public static ByteSize MemoryOf(int size) => new(2L * sizeof(double) * size * size);

    /// <summary>Squares the matrix that holds row + column in each cell.</summary>
    public static double TraceOfSquare(int size, CancellationToken cancellationToken)
    {
        double[,] matrix = new double[size, size], square = new double[size, size];
        for (var row = 0; row < size; row++)
            for (var column = 0; column < size; column++) matrix[row, column] = row + column;

        double trace = 0;
        for (var row = 0; row < size; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var column = 0; column < size; column++)
                for (var inner = 0; inner < size; inner++) square[row, column] += matrix[row, inner] * matrix[inner, column];
            trace += square[row, row];
        }

        return trace;
    }
}
