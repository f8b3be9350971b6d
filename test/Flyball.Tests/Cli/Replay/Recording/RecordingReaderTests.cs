using System.Text;
using Flyball.Admission;
using Flyball.Cli.CommandLine;
using Flyball.Cli.Replay.Recording;

namespace Flyball.Tests.Cli.Replay.Recording;

public sealed class RecordingReaderTests
{
    const string Job = """{"job":{"at":0.1,"id":1,"template":"a"}}""";
    const string Start = """{"start":{"at":0.2,"id":1,"gate":"fits","used":0,"needed":1,"limit":2,"granted":{"cores":1,"memory":1000}}}""";
    const string End = """{"end":{"at":0.3,"id":1,"status":"succeeded"}}""";
    const string Decision = """{"decision":{"at":0.3,"now":0.3,"state":{},"queue":[{"id":1,"estimate":0,"queuedAt":0}],"running":[],"estimates":[{"cores":1,"memory":1}],"decided":[{"starts":true,"gate":"fits","used":0,"needed":1,"limit":2}]}}""";

    [Fact]
    public void The_record_of_a_real_run_is_read()
    {
        int decisions = 0;
        RecordedRun run = RecordingReader.Read(new MemoryStream(SampleRecord.Bytes), "sample", _ => decisions++);
        run.Jobs.Count.ShouldBe(8);
        run.Jobs.ShouldAllBe(job => job.Attempts.Count == 1 && job.Attempts[0].End != null);
        decisions.ShouldBeGreaterThan(5);
        run.Happened.Makespan.TotalSeconds.ShouldBeInRange(0.5, 60);
        run.Happened.MostRunning.ShouldBeInRange(1, 8);
    }

    [Fact]
    public void A_crash_costs_no_more_than_the_line_that_it_cut_off()
    {
        byte[] whole = SampleRecord.Bytes;
        for (int length = whole.Length - 400; length < whole.Length; length++)
        {
            RecordedRun run = RecordingReader.Read(new MemoryStream(whole, 0, length), "cut", _ => { });
            run.Jobs.Count.ShouldBe(8);
        }
    }

    [Fact]
    public void What_a_later_version_adds_is_skipped()
    {
        RecordedRun run = RecordingReader.Read(SampleRecord.With("""{"weather":{"at":"sunny"}}""", """{"job":{"at":0.1,"id":1,"template":"a","colour":[1]}}"""), "later", _ => { });
        run.Jobs.ShouldHaveSingleItem().Template.ShouldBe("a");
    }

    [Fact]
    public void A_job_without_an_end_runs_as_long_as_the_record() =>
        RecordingReader.Read(SampleRecord.With(Job, Start, """{"held":{"at":5.2,"id":1,"gate":"cap","used":1,"needed":1,"limit":1}}"""), "open", _ => { }).Happened.Makespan.ShouldBe(TimeSpan.FromSeconds(5));

    [Fact]
    public void Numbers_that_are_left_out_are_infinite()
    {
        Reason? because = null;
        RecordingReader.Read(SampleRecord.With(Job, Decision.Replace("\"used\":0,", "", StringComparison.Ordinal)), "infinite", read => because = read.Decided[0].Because);
        because.ShouldNotBeNull().Used.ShouldBe(double.PositiveInfinity);
    }

    [Theory]
    [InlineData("nonsense", "4: it is no JSON")]
    [InlineData("[]", "4: It is no JSON object")]
    [InlineData("""{"job":{"id":1,"template":"a"}}""", "4: The field at is missing")]
    [InlineData("""{"job":{"at":-1,"id":1,"template":"a"}}""", "4: The value of at is of the wrong kind or out of range")]
    [InlineData("""{"job":{"at":1e10,"id":1,"template":"a"}}""", "4: The value of at is of the wrong kind or out of range")]
    [InlineData("""{"job":{"at":1,"id":"1","template":"a"}}""", "4: The value of id is of the wrong kind or out of range")]
    [InlineData(Job + "\n" + Job, "5: job 1 is there twice")]
    [InlineData(Start, "4: job 1 is not known")]
    [InlineData(Job + "\n" + Start + "\n" + Start, "6: job 1 cannot be started here")]
    [InlineData(Job + "\n" + Start + "\n" + End + "\n" + Start, "7: it is earlier than the line before it")]
    [InlineData("""{"end":{"at":0.3,"id":7,"status":"succeeded"}}""", "4: job 7 is not known")]
    [InlineData(Job + "\n" + """{"end":{"at":0.3,"id":1,"status":"happy"}}""", "5: The field status has the value 'happy', which is not known")]
    [InlineData("""{"policy":{"rule":"chaos"}}""", "4: The field rule is neither 'governor' nor 'plain'")]
    [InlineData("""{"load":{"at":1}}""", "4: The field capacity is missing")]
    [InlineData("""{"decision":{"at":0.3,"now":0.3,"state":{},"queue":[{"id":1,"estimate":0,"queuedAt":0}],"estimates":[]}}""", "4: The value of estimate is of the wrong kind or out of range")]
    [InlineData("""{"decision":{"at":0.3,"now":0.3,"state":{},"queue":[],"decided":[{"gate":"fits"}]}}""", "4: The value of decided is of the wrong kind or out of range")]
    public void What_is_wrong_is_told_with_its_line(string lines, string error) => Error(SampleRecord.With(lines)).ShouldBe($"bad:{error}");

    [Theory]
    [InlineData("", "1: it is no record: it has no whole line")]
    [InlineData("cut off", "1: it is no record: it has no whole line")]
    [InlineData("{}\n", "1: it is no record: the first line has no field flyballRecord")]
    [InlineData("Seq\tHost\n", "1: it is no JSON")]
    [InlineData("""{"flyballRecord":{"version":2,"tool":"9","at":"2030-01-01T00:00:00.000Z"}}""" + "\n", "1: the record has version 2, this flyball reads version 1")]
    [InlineData("""{"flyballRecord":{"version":1,"tool":"9","at":"noon"}}""" + "\n", "1: The value of at is of the wrong kind or out of range")]
    public void What_is_no_record_is_refused(string text, string error) => Error(new(Encoding.UTF8.GetBytes(text))).ShouldBe($"bad:{error}");

    [Theory]
    [InlineData(-20)]
    [InlineData(19)]
    public void Jobs_may_have_any_priority(int nice)
    {
        string header = """{"flyballRecord":{"version":1,"tool":"9","at":"2030-01-01T00:00:00.000Z","nice":""" + nice + "}}";
        RecordingReader.Read(SampleRecord.Of(header), "good", _ => { }).Header.Nice.ShouldBe(nice);
    }

    [Fact]
    public void A_decision_needs_the_load_and_the_policy_before_it()
    {
        string header = SampleRecord.Lines[0], load = SampleRecord.Lines.First(line => line.StartsWith("""{"load":""", StringComparison.Ordinal));
        Error(SampleRecord.Of(header, Job, Decision)).ShouldBe("bad:3: no policy stands before the decision");
        Error(SampleRecord.Of(header, load, Job, Decision)).ShouldBe("bad:4: no policy stands before the decision");
        RecordingReader.Read(SampleRecord.With(Job, Decision), "good", _ => { }).Jobs.Count.ShouldBe(1);
    }

    static string Error(MemoryStream record)
    {
        UsageException wrong = Should.Throw<UsageException>(() => RecordingReader.Read(record, "bad", _ => { }));
        wrong.Hint.ShouldNotBeEmpty();
        return wrong.Message;
    }
}
