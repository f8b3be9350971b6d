using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Sqlite;
using Microsoft.Data.Sqlite;

namespace Flyball.AcceptanceTests.History;

/// <summary>The file in which is remembered what jobs needed: whatever is done to it, jobs run and the user hears of it once.</summary>
public sealed class HistoryFileTests : IDisposable
{
    static readonly JobObservation s_seen = new() { PeakMemory = ByteSize.MiB(300), Cores = 1, WallTime = TimeSpan.FromSeconds(2) };
    static readonly Job s_job = Job.Process("tool", "--size", "7");

    readonly TemporaryFolder _folder = new();
    readonly List<string> _told = [];

    string FilePath => _folder.File("history.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_leaves_to_the_next_what_its_jobs_needed()
    {
        Learn(3);
        using SqliteJobHistory history = Open();
        history.Find("tool {number}")!.Ends.ShouldBe(3);
        history.Find("tool {number}", s_job)!.PeakMemory.ShouldBe(ByteSize.MiB(300));
        history.Find("tool {number}", Job.Process("tool", "--size", "8")).ShouldBeNull();
        history.Find("another").ShouldBeNull();
        _told.ShouldBeEmpty();
    }

    [Fact]
    public void The_file_holds_no_argument_and_is_its_owners_alone()
    {
        Learn(1, Job.Process("tool", "hunter2-is-my-password"));
        foreach (string file in Directory.GetFiles(_folder.Path)) File.ReadAllText(file, System.Text.Encoding.Latin1).ShouldNotContain("hunter2");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(FilePath).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void What_is_forgotten_is_gone()
    {
        Learn(1);
        using SqliteJobHistory history = Open();
        (history.Forget("another"), history.Forget("tool {number}"), history.Forget(null)).ShouldBe((0, 1, 0));
        history.Find("tool {number}").ShouldBeNull();
        history.All().ShouldNotBeNull().ShouldBeEmpty();
    }

    [Fact]
    public void An_empty_file_is_a_new_one()
    {
        _folder.File("history.db", "");
        Learn(1);
        _told.ShouldBeEmpty();
        Open().Find("tool {number}").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("this is no database at all, but a text of more than a hundred bytes, so that nobody could take it for a header that was cut off")]
    [InlineData("SQLite format 3\0 and then nothing that makes sense, not in the header and not behind it, for at least a hundred bytes in all.")]
    public void A_damaged_file_is_set_aside_and_a_new_one_takes_its_place(string content)
    {
        _folder.File("history.db", content);
        Learn(1);
        _told.Count.ShouldBe(1);
        _told[0].ShouldContain("damaged");
        File.ReadAllText(Directory.GetFiles(_folder.Path, "history.db.damaged-*").Single()).ShouldBe(content);
        using SqliteJobHistory history = Open();
        history.Find("tool {number}")!.Ends.ShouldBe(1);
    }

    [Fact]
    public void A_file_that_was_damaged_in_the_middle_is_no_crash()
    {
        using (SqliteJobHistory history = Open())
            for (int i = 0; i < 2000; i++) history.Add($"template {i}", Job.Process("tool", $"{i}"), s_seen);
        byte[] bytes = File.ReadAllBytes(FilePath);
        Random random = new(7);
        for (int round = 0; round < 20; round++)
        {
            byte[] damaged = [.. bytes];
            random.NextBytes(damaged.AsSpan(100 + random.Next(damaged.Length - 5000), 4096));
            File.WriteAllBytes(FilePath, damaged);
            Learn(1);
            using SqliteJobHistory history = Open();
            _ = history.All();
        }
    }

    [Fact]
    public void Times_that_no_job_can_have_taken_are_not_believed()
    {
        using (SqliteJobHistory history = Open()) history.Add("tool {number}", s_job, s_seen with { WallTime = TimeSpan.FromSeconds(2e9) });
        using SqliteJobHistory later = Open();
        later.Find("tool {number}").ShouldBe(TemplateRecord.Empty);
        later.All().ShouldNotBeNull().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("UPDATE templates SET record = 'text'", 0)]
    [InlineData("UPDATE commands SET hash = 'text'", 1)]
    public void Values_of_another_type_are_not_known(string change, int ends)
    {
        Learn(1);
        Change(change);
        using SqliteJobHistory history = Open();
        history.Find("tool {number}")!.Ends.ShouldBe(ends);
        history.Find("tool {number}", s_job).ShouldBe(ends == 0 ? new(ByteSize.MiB(300), 1, TimeSpan.FromSeconds(2)) : null);
        history.All().ShouldNotBeNull().Count.ShouldBe(ends);
        _told.ShouldBeEmpty();
    }

    [Fact]
    public void A_file_without_its_key_is_set_aside()
    {
        Learn(1);
        Change("UPDATE secret SET key = 'text'");
        Learn(1);
        _told.Count.ShouldBe(1);
        _told[0].ShouldContain("damaged");
    }

    [Fact]
    public void A_file_of_a_newer_version_is_left_alone()
    {
        Learn(1);
        SetVersion(99);
        byte[] before = File.ReadAllBytes(FilePath);
        Learn(1);
        _told.Count.ShouldBe(1);
        _told[0].ShouldContain("newer flyball, in version 99");
        File.ReadAllBytes(FilePath).ShouldBe(before);
    }

    [Theory]
    [InlineData("CREATE TABLE notes(text TEXT); INSERT INTO notes VALUES (1)")]
    [InlineData("CREATE TABLE notes(text TEXT); PRAGMA user_version=3; PRAGMA application_id=7; INSERT INTO notes VALUES (1)")]
    public void A_database_of_another_program_is_left_alone(string made)
    {
        Change(made);
        byte[] before = File.ReadAllBytes(FilePath);
        Learn(1);
        _told.ShouldHaveSingleItem().ShouldEndWith("history.db: it is a database of another program");
        File.ReadAllBytes(FilePath).ShouldBe(before);
        using SqliteJobHistory history = Open();
        history.All().ShouldBeNull();
    }

    [Fact]
    public void What_others_hold_is_not_nothing()
    {
        Learn(1);
        using SqliteConnection other = new($"Data Source={FilePath};Pooling=False");
        other.Open();
        using SqliteCommand hold = other.CreateCommand();
        hold.CommandText = "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE";
        hold.ExecuteNonQuery();
        using SqliteJobHistory history = Open();
        history.All().ShouldBeNull();
    }

    [Fact]
    public void A_folder_in_its_place_is_told_once_and_nothing_else_happens()
    {
        Directory.CreateDirectory(FilePath);
        using (SqliteJobHistory history = Open())
        {
            for (int i = 0; i < 3; i++) history.Find("tool {number}").ShouldBeNull();
            history.Add("tool {number}", s_job, s_seen);
        }

        _told.Count.ShouldBe(1);
    }

    [Fact]
    public void Many_may_write_at_once_and_nothing_is_lost()
    {
        const int Writers = 4, Jobs = 50, Rounds = 5;
        Parallel.For(0, Writers, new ParallelOptions { MaxDegreeOfParallelism = Writers }, _ =>
        {
            for (int round = 0; round < Rounds; round++)
            {
                using SqliteJobHistory history = Open();
                for (int i = 0; i < Jobs; i++) history.Add("tool {number}", s_job, s_seen);
            }
        });
        _told.ShouldBeEmpty();
        using SqliteJobHistory all = Open();
        all.Find("tool {number}")!.Ends.ShouldBe(Writers * Jobs * Rounds);
    }

    [Fact]
    public void A_file_that_somebody_holds_to_the_end_is_told_and_not_waited_for_long()
    {
        Learn(1);
        using SqliteConnection holder = new($"Data Source={FilePath};Pooling=False");
        holder.Open();
        using (SqliteTransaction held = holder.BeginTransaction(deferred: false)) Learn(1);
        _told.ShouldBe([$"what this run has learned is not kept: others hold {FilePath}"]);
        Learn(1);
        using SqliteJobHistory history = Open();
        history.Find("tool {number}")!.Ends.ShouldBe(2);
    }

    [Fact]
    public void Old_commands_make_room_for_new_ones()
    {
        using (SqliteJobHistory history = Open())
            for (int i = 0; i < 20_500; i++) history.Add("tool {number}", Job.Process("tool", $"{i}"), s_seen);
        using SqliteJobHistory next = Open();
        next.Find("tool {number}");
        Enumerable.Range(0, 20_500).Count(i => next.Find("tool {number}", Job.Process("tool", $"{i}")) is not null).ShouldBe(20_000);
    }

    [Theory]
    [InlineData(511, false)]
    [InlineData(512, true)]
    public async Task Many_that_have_ended_do_not_wait_in_memory_until_it_is_time_to_write(int jobs, bool written)
    {
        var time = new HastyTime();
        using SqliteJobHistory history = Open(time);
        for (int i = 0; i < jobs; i++) history.Add("tool {number}", s_job, s_seen);
        time.WasHasty.ShouldBe(written);
        if (written) await Infrastructure.Waiting.Until(() => File.Exists(FilePath) && Open().Find("tool {number}")?.Ends == jobs, "they are in the file");
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(300, true)]
    public void Of_a_job_that_was_short_and_small_only_the_figures_wait_in_memory(int mebibytes, bool keepsJob)
    {
        using SqliteJobHistory history = Open(new HastyTime());
        WeakReference job = Ended(history, new() { PeakMemory = ByteSize.MiB(mebibytes), Cores = 1, WallTime = TimeSpan.FromMilliseconds(5) });
        GC.Collect();
        job.IsAlive.ShouldBe(keepsJob);
    }

    [Fact]
    public void A_command_that_was_large_and_is_small_now_is_known_to_be_smaller()
    {
        Learn(1);
        using (SqliteJobHistory history = Open())
        {
            history.Find("tool {number}");
            history.Add("tool {number}", s_job, s_seen with { PeakMemory = ByteSize.MiB(20), WallTime = TimeSpan.FromMilliseconds(5) });
        }

        using SqliteJobHistory next = Open();
        next.Find("tool {number}");
        next.Find("tool {number}", s_job)!.PeakMemory.ShouldBeLessThan(ByteSize.MiB(300));
    }

    /// <summary>In a method of its own, so that nothing of the test holds the job.</summary>
    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    static WeakReference Ended(SqliteJobHistory history, JobObservation seen)
    {
        Job job = Job.Process("tool", "--size", "7");
        history.Add("tool {number}", job, seen);
        return new(job);
    }

    void Learn(int jobs, Job? job = null)
    {
        using SqliteJobHistory history = Open();
        for (int i = 0; i < jobs; i++) history.Add("tool {number}", job ?? s_job, s_seen);
    }

    SqliteJobHistory Open(TimeProvider? time = null) => new(FilePath, time, tell: text => { lock (_told) _told.Add(text); });

    void Change(string text)
    {
        using SqliteConnection connection = new($"Data Source={FilePath};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // A constant of a test.
        command.CommandText = text;
#pragma warning restore CA2100
        command.ExecuteNonQuery().ShouldBe(1);
    }

    /// <summary>The version stands in the header of the file.</summary>
    void SetVersion(int version)
    {
        using FileStream file = new(FilePath, FileMode.Open);
        file.Position = 60;
        byte[] bytes = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes, version);
        file.Write(bytes);
    }

    /// <summary>A time in which nothing is ever due but what is to be done at once.</summary>
    sealed class HastyTime : TimeProvider
    {
        public bool WasHasty { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            new HastyTimer(this, base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));

        sealed class HastyTimer(HastyTime time, ITimer timer) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => (time.WasHasty |= dueTime == TimeSpan.Zero) && timer.Change(dueTime, Timeout.InfiniteTimeSpan);

            public void Dispose() => timer.Dispose();

            public ValueTask DisposeAsync() => timer.DisposeAsync();
        }
    }
}
