using CsCheck;
using Flyball.Admission;
using Flyball.Jobs;
using Flyball.Sqlite;

namespace Flyball.Tests.Admission;

/// <summary>What is remembered across runs, and what it says of the next one.</summary>
public sealed class TemplateRecordTests
{
    static readonly JobObservation s_gibibyte = new() { PeakMemory = ByteSize.GiB(1), Cores = 0.5, WallTime = TimeSpan.FromSeconds(20) };

    [Fact]
    public void Three_ends_of_an_earlier_run_are_enough_for_the_first_job_of_the_next()
    {
        Estimate estimate = Estimate(new SiblingUse(Record(s_gibibyte, 3)));
        estimate.Memory.Bytes.ShouldBeInRange(ByteSize.GiB(1.1).Bytes, ByteSize.GiB(1.16).Bytes);
        (estimate.MemorySource, estimate.CoresSource, estimate.Siblings).ShouldBe((EstimateSource.Learned, EstimateSource.Learned, 3));
        estimate.Cores.Cores.ShouldBe(0.5, 0.03);
        estimate.Duration!.Value.TotalSeconds.ShouldBeInRange(20, 21);
    }

    [Fact]
    public void What_was_learned_long_ago_is_not_believed() => Estimate(new SiblingUse(Record(s_gibibyte, 3), days: 60)).MemorySource.ShouldBe(EstimateSource.Assumed);

    [Fact]
    public void The_usual_size_counts_and_not_the_largest()
    {
        TemplateRecord record = TemplateRecord.Empty.With([.. Enumerable.Range(0, 20).Select(i => new JobObservation { PeakMemory = ByteSize.MiB(i % 5 == 0 ? 4000 : 100) })], 1);
        Estimate(new SiblingUse(record)).Memory.ShouldBeLessThan(ByteSize.MiB(130));
    }

    [Fact]
    public void Estimates_grow_by_half_when_a_job_runs_short_and_fall_back_with_those_that_do_not()
    {
        var use = new SiblingUse(Record(s_gibibyte, 30));
        double before = Estimate(use).Memory.Bytes;
        use.Ended(null, TimeSpan.FromSeconds(1), ByteSize.GiB(1.2), contended: false, ranShort: true).PeakMemory.ShouldBe(ByteSize.GiB(1.2) * 1.5);
        (Estimate(use).Memory.Bytes / before).ShouldBe(1.5, 0.01);
        for (int i = 0; i < 200; i++) use.Ended(null, TimeSpan.FromSeconds(1), ByteSize.GiB(1), contended: false);
        (Estimate(use).Memory.Bytes / before).ShouldBe(1, 0.02);
    }

    [Fact]
    public void One_that_was_ended_for_others_teaches_no_growth()
    {
        var use = new SiblingUse(Record(s_gibibyte, 30));
        use.Ended(null, TimeSpan.FromSeconds(1), ByteSize.MiB(100), contended: false, ranShort: true).RanShort.ShouldBeFalse();
        Estimate(use).Memory.ShouldBeLessThan(ByteSize.GiB(1.2));
    }

    [Fact]
    public void Estimates_do_not_grow_when_one_ends_that_held_no_more_than_it_was_estimated_to_or_that_nobody_knew()
    {
        var use = new SiblingUse(Record(s_gibibyte, 30));
        use.Ended(null, TimeSpan.FromSeconds(1), ByteSize.GiB(1), contended: false, ranShort: true).RanShort.ShouldBeFalse();
        Estimate(use).Memory.ShouldBeLessThan(ByteSize.GiB(1.2));
        TemplateRecord.Empty.With([s_gibibyte with { RanShort = true }], day: 1).MemoryFactor.ShouldBe(1);
    }

    [Fact]
    public void The_same_command_is_estimated_by_itself()
    {
        Estimate estimate = new SiblingUse(Record(s_gibibyte, 30)).EstimateFor(ResourceRequest.Unknown, null, new(ByteSize.MiB(100), 2, TimeSpan.FromSeconds(7)));
        (estimate.Memory, estimate.Cores, estimate.Duration).ShouldBe((ByteSize.MiB(100) * 1.05, CoreAmount.FromCores(2), TimeSpan.FromSeconds(7)));
        (estimate.MemorySource, estimate.CoresSource).ShouldBe((EstimateSource.Remembered, EstimateSource.Remembered));
    }

    [Fact]
    public void A_command_grows_at_once_and_shrinks_by_and_by()
    {
        CommandRecord grown = CommandRecord.After(new(ByteSize.MiB(100), 1, TimeSpan.FromSeconds(10)), s_gibibyte)!;
        (grown.PeakMemory, grown.Cores, grown.WallTime).ShouldBe((ByteSize.GiB(1), 0.75, TimeSpan.FromSeconds(15)));
        CommandRecord.After(grown, s_gibibyte with { PeakMemory = ByteSize.Zero })!.PeakMemory.ShouldBe(ByteSize.MiB(768));
    }

    [Fact]
    public void Short_and_small_commands_are_not_remembered() =>
        CommandRecord.After(null, new() { PeakMemory = ByteSize.MiB(2), Cores = 1, WallTime = TimeSpan.FromMilliseconds(3) }).ShouldBeNull();

    [Fact]
    public void The_concurrency_that_was_found_best_is_handed_on()
    {
        var use = new SiblingUse { BestConcurrency = 3.5 };
        JobObservation seen = use.Ended(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), ByteSize.MiB(1), contended: false);
        new SiblingUse(TemplateRecord.Empty.With([seen], 1)).BestConcurrency.ShouldBe(3.5);
    }

    [Fact]
    public void A_record_comes_back_from_its_bytes_as_it_was() => Gen.Select(Gen.Long[0, 1L << 40], Gen.Double[0, 64], Gen.Double[0, 1e6], Gen.Bool).Array[0, 50].Sample(jobs =>
    {
        TemplateRecord record = TemplateRecord.Empty.With([.. jobs.Select(job => new JobObservation
        {
            PeakMemory = new(job.Item1), Cores = job.Item2, WallTime = TimeSpan.FromSeconds(job.Item3), FirstLoad = TimeSpan.FromSeconds(0.1), Read = new(job.Item1), Written = ByteSize.Zero, RanShort = job.Item4,
        })], day: 20_000);
        TemplateRecord back = RecordBytes.Read(RecordBytes.Of(record))!;
        (back.Ends, back.LastDay, back.MemoryFactor, back.BestConcurrency).ShouldBe((record.Ends, record.LastDay, record.MemoryFactor, record.BestConcurrency));
        foreach (double share in (double[])[0.5, 0.95, 1]) back.PeakMemory.Quantile(share).ShouldBe(record.PeakMemory.Quantile(share));
    }, iter: 200);

    [Fact]
    public void Any_other_bytes_are_no_record_and_no_fault() => Gen.Byte.Array[0, 200].Sample(bytes => { _ = RecordBytes.Read(bytes); }, iter: 2000);

    [Fact]
    public void What_this_run_shows_of_the_cores_counts_beside_what_earlier_ones_did()
    {
        var use = new SiblingUse(Record(s_gibibyte, 3));
        use.Ended(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), null, contended: false);
        use.Cores.Cores.ShouldBe(0.63, 0.02);
    }

    [Fact]
    public void What_jobs_read_and_wrote_is_expected_of_the_next_where_it_was_measured()
    {
        JobObservation moved = s_gibibyte with { Read = new(1_000_000_000), Written = new(500_000_000), FirstLoad = TimeSpan.FromSeconds(2) };
        Estimate(new SiblingUse(Record(moved, 3))).BytesPerSecond!.Value.ShouldBe(75e6, 4e6);
        Estimate(new SiblingUse(Record(s_gibibyte, 3))).BytesPerSecond.ShouldBeNull();
        Record(moved, 3).FirstLoad.Quantile(0.5).ShouldBeInRange(2000, 2100);
    }

    [Fact]
    public void A_record_gets_older_and_never_younger()
    {
        TemplateRecord record = Record(s_gibibyte, 20);
        TemplateRecord later = record.With([], 20_014);
        later.PeakMemory.Weight.ShouldBe(record.PeakMemory.Weight / 2, 0.1);
        (later.LastDay, later.With([], 20_000).LastDay, later.Ends).ShouldBe((20_014, 20_014, 20));
    }

    [Fact]
    public void The_growth_of_estimates_is_remembered() =>
        (Estimate(new SiblingUse(Record(s_gibibyte, 3) with { MemoryFactor = 2 })).Memory.Bytes / (double)Estimate(new SiblingUse(Record(s_gibibyte, 3))).Memory.Bytes).ShouldBe(2, 0.01);

    [Fact]
    public void A_command_that_ran_before_is_experience_enough() =>
        new SiblingUse().EstimateFor(ResourceRequest.Unknown, null, new(ByteSize.MiB(100), 2, TimeSpan.FromSeconds(7))).Siblings.ShouldBe(50);

    static TemplateRecord Record(JobObservation seen, int ends) => TemplateRecord.Empty.With([.. Enumerable.Repeat(seen, ends)], day: 20_000);

    static Estimate Estimate(SiblingUse use) => use.EstimateFor(ResourceRequest.Unknown, memoryPerCore: null);
}
