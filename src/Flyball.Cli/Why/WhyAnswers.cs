using System.Globalization;
using Flyball.Cli.Input;
using Flyball.Cli.Rendering;
using Flyball.Jobs;

namespace Flyball.Cli.Why;

/// <summary>Answers questions about a run.</summary>
/// <param name="controller">Runs the jobs.</param>
/// <param name="ended">Those that have ended.</param>
/// <param name="id">The number of the run.</param>
/// <param name="moreToCome">Whether the source of jobs may give more.</param>
/// <param name="givesWay">Whether jobs would get more of the CPUs at another level.</param>
sealed class WhyAnswers(JobController controller, EndedJobs ended, int id, Func<bool> moreToCome, bool givesWay)
{
    /// <summary>The controller answers at the end of a turn: at once, unless something holds it up for good.</summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1.5);

    readonly long _begun = TimeProvider.System.GetTimestamp();
    readonly string _folder = Environment.CurrentDirectory;

    /// <returns>What is to be printed; <c>null</c>: there is no such job.</returns>
    /// <exception cref="TimeoutException">The controller does not answer.</exception>
    public string? Answer(WhyQuestion question)
    {
        var run = new RunFacts(id, _folder, TimeProvider.System.GetElapsedTime(_begun), Wait(controller.ExplainAsync()), ended.Counts, moreToCome() && !controller.IsDraining, givesWay);
        if (question.Job.Length == 0) return question.Json ? WhyJson.For(run) : WhyView.For(run);
        return Answer(question, run, place => place.Name == question.Job) ?? (Number(question.Job) is { } number ? Answer(question, run, place => place.Number == number) : null);
    }

    string? Answer(WhyQuestion question, RunFacts run, Func<JobArguments, bool> isMeant)
    {
        bool Which(Job job) => job.Tag is JobArguments place && isMeant(place);
        JobExplanation[] jobs = [.. controller.Find(Which).Select(job => Wait(controller.ExplainAsync(job))).OfType<JobExplanation>()];
        IReadOnlyList<JobEnded> over = ended.Find(Which);
        if (jobs.Length + over.Count == 0) return null;
        return question.Json ? WhyJson.For(run, jobs, over) : WhyView.For(run, jobs, over);
    }

    static T Wait<T>(Task<T> answer) => answer.WaitAsync(s_patience).GetAwaiter().GetResult();

    /// <summary>A job is meant by its name in a job file, else by its number.</summary>
    static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;
}
