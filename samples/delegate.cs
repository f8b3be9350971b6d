#:project ../src/Flyball/Flyball.csproj
#:property PublishAot=false

// Counts primes in slices, on the thread pool of this process, and shows how far it is.
using Flyball;
using Flyball.Jobs;

const int Slices = 20, Slice = 50_000;
var primes = 0;

await using var jobs = new JobController();
IAsyncEnumerable<JobEvent> events = jobs.WatchAsync();
for (var slice = 0; slice < Slices; slice++)
{
    int first = slice * Slice;
    jobs.Add(Job.Delegate(cancellation => CountAsync(first, cancellation)) with { Name = $"from {first}", Request = new(Cores: 1, Memory: ByteSize.MiB(1)) });
}

Task progress = ShowAsync();
RunSummary summary = await jobs.RunAsync();
await progress;
Console.WriteLine($"{primes} primes below {Slices * Slice}");
return summary.Failed == 0 ? 0 : 1;

Task CountAsync(int first, CancellationToken cancellation)
{
    for (int number = first; number < first + Slice; number++)
    {
        cancellation.ThrowIfCancellationRequested();
        if (IsPrime(number)) Interlocked.Increment(ref primes);
    }

    return Task.CompletedTask;
}

static bool IsPrime(int number)
{
    if (number < 2) return false;
    for (var divisor = 2; divisor * divisor <= number; divisor++)
        if (number % divisor == 0) return false;
    return true;
}

// The events are those from the call of WatchAsync on, so none is missed; they go on until the controller is disposed, so we count.
async Task ShowAsync()
{
    var ended = 0;
    await foreach (JobEvent happened in events)
    {
        if (happened is not JobEnded { Job.Name: var name, Outcome: var outcome }) continue;
        Console.WriteLine($"{++ended}/{Slices} {name}: {outcome.Status} after {outcome.Usage?.WallTime.TotalMilliseconds:0} ms");
        if (ended == Slices) return;
    }
}
