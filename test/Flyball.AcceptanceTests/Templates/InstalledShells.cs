using Flyball.Cli.Templates;

namespace Flyball.AcceptanceTests.Templates;

/// <summary>The shells of this machine.</summary>
static class InstalledShells
{
    public static Shell Get(string name)
    {
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"there is no {name} on this machine");
        return new Shell(path!, IsBusyBox: name == "busybox");
    }

    public static TheoryData<string> Names { get; } = ["dash", "bash", "zsh", "ksh", "mksh", "busybox"];
}
