using Flyball.AcceptanceTests.Infrastructure;
using Flyball.Cli.Templates;

namespace Flyball.AcceptanceTests.Templates;

/// <summary>The shells of this machine.</summary>
static class InstalledShells
{
    public static Shell Get(string name) => new(Requirement.Program(name), IsBusyBox: name == "busybox");

    public static TheoryData<string> Names { get; } = ["dash", "bash", "zsh", "ksh", "mksh", "busybox"];
}
