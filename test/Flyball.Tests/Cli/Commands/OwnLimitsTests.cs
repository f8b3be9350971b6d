using Flyball.Cli.CommandLine;
using Flyball.Cli.Commands;

namespace Flyball.Tests.Cli.Commands;

public sealed class OwnLimitsTests
{
    static readonly string[] s_lines =
    [
        "Limit                     Soft Limit           Hard Limit           Units     ",
        "Max open files            20000                20001                files     ",
        "Max address space         unlimited            unlimited            bytes     ",
    ];

    [Theory]
    [InlineData("Max open files", 20000L)]
    [InlineData("Max address space", null)]
    [InlineData("Max of what nobody knows", null)]
    public void The_soft_limit_is_read_and_none_is_none(string name, long? limit) => OwnLimits.Soft(s_lines, name).ShouldBe(limit);

    [Fact]
    public void Too_little_address_space_for_the_tool_itself_is_wrong_usage()
    {
        Should.Throw<UsageException>(() => AddressSpaceLimit.Check(1_000_000L << 10)).Message.ShouldContain("1000000 KiB");
        Should.NotThrow(() => AddressSpaceLimit.Check(2L << 30));
        Should.NotThrow(() => AddressSpaceLimit.Check(null));
    }
}
