using System.Text;
using CsCheck;
using Flyball.Jobs;
using Flyball.Load;

namespace Flyball.Tests.Load;

public class LoadTraceTests
{
    static readonly LoadSample s_full = new()
    {
        At = new TimeSpan(12_3456789),
        Window = TimeSpan.FromSeconds(0.5),
        Capacity = new()
        {
            MachineCpus = 4,
            UsableCpus = 2,
            CpuQuota = new CoreAmount(1500),
            CpuQuotaGroup = "/a",
            MachineMemory = ByteSize.GiB(8),
            MemoryLimit = ByteSize.GiB(2),
            MemoryLimitGroup = "/b",
        },
        BusyCores = 1.25,
        CoreUtilization = new[] { 0.5, 0.75, 0, 1 },
        QuotaGroupBusyCores = 0.5,
        MemoryAvailable = ByteSize.GiB(1),
        MemoryAvailableGroup = "/b",
        Swap = new(1, 2),
        CpuPressure = new(0.25, 0),
        MemoryPressure = new(0.125, 0.0625),
        IoPressure = new(1, 0.5),
        Disk = new(4096, 8192, 0.5),
        PageRefaultsPerSecond = 17.5,
        Runnable = 3,
    };

    static readonly LoadSample s_empty = new() { At = TimeSpan.Zero, Capacity = new() { MachineCpus = 1, UsableCpus = 1 } };

    [Fact]
    public void A_sample_is_one_line_with_stable_names() => Written(s_full).ShouldBe(
        """
        {"at":12.3456789,"window":0.5,"capacity":{"machineCpus":4,"usableCpus":2,"cpuQuota":1.5,"cpuQuotaGroup":"/a","machineMemory":8589934592,"memoryLimit":2147483648,"memoryLimitGroup":"/b"},"busyCores":1.25,"coreUtilization":[0.5,0.75,0,1],"quotaGroupBusyCores":0.5,"memoryAvailable":1073741824,"memoryAvailableGroup":"/b","swap":{"inBytesPerSecond":1,"outBytesPerSecond":2},"cpuPressure":{"some":0.25,"full":0},"memoryPressure":{"some":0.125,"full":0.0625},"ioPressure":{"some":1,"full":0.5},"disk":{"readBytesPerSecond":4096,"writtenBytesPerSecond":8192,"busy":0.5},"pageRefaultsPerSecond":17.5,"runnable":3}

        """.ReplaceLineEndings("\n"));

    [Fact]
    public void What_is_absent_is_left_out() =>
        Written(s_empty).ShouldBe("""{"at":0,"window":0,"capacity":{"machineCpus":1,"usableCpus":1}}""" + "\n");

    [Fact]
    public void A_trace_that_was_written_reads_back_as_it_was()
    {
        IReadOnlyList<LoadSample> read = Read(Written(s_full) + Written(s_empty));
        read.Count.ShouldBe(2);
        read[0].CoreUtilization.ToArray().ShouldBe(s_full.CoreUtilization.ToArray());
        (read[0] with { CoreUtilization = default }).ShouldBe(s_full with { CoreUtilization = default });
        (read[1] with { CoreUtilization = default }).ShouldBe(s_empty);
    }

    [Fact]
    public void Numbers_of_any_size_survive() => Gen.Select(Gen.Long[0, TimeSpan.MaxValue.Ticks / 2], Gen.Double[0, 1], Gen.Double[0, 1e15], Gen.Long[0, long.MaxValue])
        .Sample((ticks, share, rate, bytes) =>
        {
            LoadSample sample = s_empty with
            {
                At = new TimeSpan(ticks),
                IoPressure = new(share, share / 3),
                PageRefaultsPerSecond = rate,
                MemoryAvailable = new ByteSize(bytes),
                CoreUtilization = default,
            };
            (Read(Written(sample))[0] with { CoreUtilization = default }).ShouldBe(sample);
        }, iter: 200);

    [Fact]
    public void Unknown_fields_empty_lines_and_nulls_are_skipped() => Read(
        """

        {"new":{"a":[1]},"at":1,"capacity":{"machineCpus":1,"usableCpus":1,"colour":"red"},"disk":null}

        """)[0].At.ShouldBe(TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"at":1}""")]
    [InlineData("""{"capacity":{"machineCpus":1,"usableCpus":1}}""")]
    [InlineData("""{"at":-1,"capacity":{"machineCpus":1,"usableCpus":1}}""")]
    [InlineData("""{"at":1e300,"capacity":{"machineCpus":1,"usableCpus":1}}""")]
    [InlineData("""{"at":"1","capacity":{"machineCpus":1,"usableCpus":1}}""")]
    [InlineData("""{"at":1,"capacity":{"machineCpus":0,"usableCpus":0}}""")]
    [InlineData("""{"at":1,"capacity":{"machineCpus":1,"usableCpus":2}}""")]
    [InlineData("""{"at":1,"capacity":{"machineCpus":1,"usableCpus":1},"coreUtilization":[1.5]}""")]
    [InlineData("""{"at":1,"capacity":{"machineCpus":1,"usableCpus":1},"coreUtilization":["x"]}""")]
    [InlineData("""{"at":1,"capacity":{"machineCpus":1,"usableCpus":1},"ioPressure":{"some":0.5}}""")]
    [InlineData("""{"at":1,"capacity":{"machineCpus":1,"usableCpus":1},"memoryAvailable":-5}""")]
    [InlineData("""{"at":1,"capacity":{"machineCpus":1,"usableCpus":1},"runnable":1.5}""")]
    [InlineData("""{"at":1,"capacity":{"machineCpus":1,"usableCpus":1},"memoryAvailableGroup":"\ud800"}""")]
    public void A_damaged_line_is_named(string line) =>
        Should.Throw<FormatException>(() => Read(Written(s_full) + line + "\n")).Message.ShouldStartWith("Line 2 of the trace is damaged: ");

    [Theory]
    [InlineData("""{"at":1,"capacity":{"machineCpus":1,"usableCpus":2}}""", "usableCpus")]
    [InlineData("""{"at":1,"capacity":{"machineCpus":1}}""", "usableCpus")]
    [InlineData("""{"at":1,"capacity":{"usableCpus":1}}""", "machineCpus")]
    [InlineData("""{"at":1,"capacity":{"machineCpus":0,"usableCpus":0}}""", "machineCpus")]
    [InlineData("""{"at":1,"capacity":{"machineCpus":1,"usableCpus":0}}""", "usableCpus")]
    [InlineData("""{"at":1}""", "capacity")]
    [InlineData("""{"capacity":{"machineCpus":1,"usableCpus":1}}""", "at")]
    [InlineData("""{"at":1,"capacity":{"machineCpus":1,"usableCpus":1},"disk":{"readBytesPerSecond":1,"writtenBytesPerSecond":1,"busy":1.5}}""", "busy")]
    [InlineData("""{"at":1,"capacity":{"machineCpus":1,"usableCpus":1},"ioPressure":{"some":1.5,"full":0}}""", "some")]
    [InlineData("""{"at":1,"capacity":{"machineCpus":1,"usableCpus":1},"ioPressure":{"some":0,"full":1.5}}""", "full")]
    [InlineData("""{"at":1,"capacity":{"machineCpus":1,"usableCpus":1},"runnable":-1}""", "runnable")]
    public void The_field_that_is_wrong_or_missing_is_named(string line, string field) =>
        Should.Throw<FormatException>(() => Read(line)).Message.ShouldContain($" {field} is ");

    [Fact]
    public void No_task_may_be_runnable() => Read("""{"at":1,"capacity":{"machineCpus":1,"usableCpus":1},"runnable":0}""")[0].Runnable.ShouldBe(0);

    [Fact]
    public void A_trace_may_begin_at_0_and_a_sample_without_a_window_has_none()
    {
        LoadSample sample = Read("""{"at":0,"capacity":{"machineCpus":1,"usableCpus":1}}""")[0];
        (sample.At, sample.Window).ShouldBe((TimeSpan.Zero, TimeSpan.Zero));
    }

    [Fact]
    public void No_stream_at_all_is_an_error_that_names_it()
    {
        Should.Throw<ArgumentNullException>(() => LoadTrace.Read(null!)).ParamName.ShouldBe("stream");
        Should.Throw<ArgumentNullException>(() => LoadTrace.Write(null!, s_empty)).ParamName.ShouldBe("stream");
    }

    [Fact]
    public void The_stream_of_a_trace_is_left_open()
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Written(s_empty)));
        LoadTrace.Read(stream);
        stream.CanRead.ShouldBeTrue();
    }

    [Fact]
    public void A_number_that_is_not_finite_is_refused_before_anything_is_written()
    {
        using var stream = new MemoryStream();
        LoadSample sample = s_empty with { BusyCores = double.NaN };
        Should.Throw<ArgumentException>(() => LoadTrace.Write(stream, sample));
        stream.Length.ShouldBe(0);
    }

    [Fact]
    public void Any_damage_is_a_format_error_and_nothing_else() => Gen.Select(Gen.Int[0, 700], Gen.Byte)
        .Sample((at, value) =>
        {
            byte[] line = Encoding.UTF8.GetBytes(Written(s_full));
            line[at % line.Length] = value;
            try
            {
                foreach (LoadSample sample in Read(line)) sample.Capacity.ShouldNotBeNull();
            }
            catch (FormatException failure)
            {
                failure.Message.ShouldStartWith("Line ");
            }
        }, iter: 2000);

    static string Written(LoadSample sample)
    {
        using var stream = new MemoryStream();
        LoadTrace.Write(stream, sample);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    static IReadOnlyList<LoadSample> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    static IReadOnlyList<LoadSample> Read(byte[] text) => LoadTrace.Read(new MemoryStream(text));
}
