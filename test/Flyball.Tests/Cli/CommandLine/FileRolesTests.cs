using Flyball.Cli.CommandLine;

namespace Flyball.Tests.Cli.CommandLine;

public sealed class FileRolesTests
{
    [Theory]
    [InlineData("'x' is given to '--joblog' and to '--checkpoint'", "--joblog", "x", "--checkpoint", "x")]
    [InlineData("'./x' of '--events' is the same file as 'x' of '--joblog'", "--joblog", "+x", "--events", "./x")]
    [InlineData("'x' is given to '--joblog' and to '--arg-file'", "-a", "x", "--joblog", "x")]
    [InlineData("'x' is given to '--checkpoint' and to '--file'", "--file", "x", "--checkpoint", "x")]
    [InlineData("'x.tsv' is given to '--results' and to '--arg-file'", "-a", "x.tsv", "--results", "x.tsv")]
    [InlineData("'x.csv' is given to '--joblog' and to '--results'", "--joblog", "x.csv", "--results", "x.csv")]
    [InlineData("'--arg-file': '' is no name of a file", "echo", "::::", "")]
    [InlineData("'--joblog': '' is no name of a file", "--joblog", "+")]
    public void A_file_that_cannot_be_what_it_is_asked_to_be_is_named(string error, params string[] words) =>
        Should.Throw<UsageException>(() => RunOptions.Parse(words)).Message.ShouldBe(error);

    [Fact]
    public void Links_of_both_kinds_are_the_file_that_they_mean()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux is asked which file a name means.");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("flyball-test-");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            File.WriteAllText(At("file"), "");
            File.CreateSymbolicLink(At("link"), "file");
            File.CreateSymbolicLink(At("dangling"), "missing");
            Directory.CreateSymbolicLink(At("folder"), ".");
            foreach ((string one, string other) in ((string, string)[])[("file", "link"), ("link", "file"), ("missing", "dangling"), ("missing", "folder/missing"), ("folder/file", "link")])
                Should.Throw<UsageException>(() => RunOptions.Parse(["--joblog", At(one), "--events", At(other), "echo"])).Message.ShouldBe($"'{At(other)}' of '--events' is the same file as '{At(one)}' of '--joblog'");
            RunOptions.Parse(["--joblog", At("file"), "--events", At("other"), "--checkpoint", At("missing"), "echo"]).ShouldNotBeNull();
            File.CreateSymbolicLink(At("null"), "/dev/null");
            RunOptions.Parse(["--joblog", At("null"), "--events", At("null"), "echo"]).ShouldNotBeNull();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_name_that_is_not_UTF_8_is_refused()
    {
        foreach (string option in (string[])["--joblog", "--arg-file"])
            Should.Throw<UsageException>(() => RunOptions.Parse([option, "l" + '\uDCFF'])).Message.ShouldBe($"'{option}': the name of the file is not UTF-8");
    }

    [Fact]
    public void What_keeps_results_elsewhere_than_in_one_file_has_no_role()
    {
        foreach (string place in (string[])["x", "{}.csv", "-.csv"]) RunOptions.Parse(["--results", place, "--joblog", place, "echo"]).ShouldNotBeNull();
        RunOptions.Parse(["-I", "@", "--results", "@.csv", "--joblog", "@.csv", "echo"]).ShouldNotBeNull();
    }

    [Fact]
    public void The_file_that_holds_the_cap_is_not_written()
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "2\n");
            Should.Throw<UsageException>(() => RunOptions.Parse(["-j", file, "--joblog", file, "echo"])).Message.ShouldBe($"'{file}' is given to '--joblog' and to '--jobs'");
            RunOptions.Parse(["-j", file, "-a", file, "echo"]).ShouldNotBeNull();
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Devices_may_take_what_several_write_and_input_be_read_twice()
    {
        RunOptions.Parse(["--joblog", "/dev/null", "--events", "/dev/null", "echo"]).ShouldNotBeNull();
        RunOptions.Parse(["-a", "x", "-a", "x", "--joblog", "\U0001F600", "echo"]).ShouldNotBeNull();
    }

    [Fact]
    public void Shuffled_jobs_cannot_be_known_by_their_numbers() =>
        Should.Throw<UsageException>(() => RunOptions.Parse(["--shuf", "--joblog", "x", "--resume", "echo"])).Hint.ShouldContain("--checkpoint");

    [Fact]
    public void Results_know_jobs_by_their_values_in_any_order() =>
        RunOptions.Parse(["--shuf", "--results", "x", "--resume", "echo"]).ShouldNotBeNull().Input.Shuffles.ShouldBeTrue();
}
