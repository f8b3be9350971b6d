namespace Flyball.AcceptanceTests.Differential;

/// <summary>How many jobs run at once, how long, how often.</summary>
public sealed class SlotTests
{
    public static TheoryData<string> Lines { get; } =
    [
        """{tool} -j200% -k echo ::: a b""",
        """{tool} -P+1 -k echo ::: a b; {tool} --jobs 2 -k echo ::: c; {tool} --max-procs=-1 -k echo ::: d""",
        """echo 1 >slots; {tool} -j slots 'echo {} {%}' ::: a b""",
        """{tool} -j x echo ::: a >/dev/null""",
        """{tool} -j1 --timeout x echo ::: a""",
        """{tool} -j1 --retries 3 --joblog log 'echo try {}; exit 3' ::: a b""",
        """{tool} -j1 --retries 3 --joblog log 'echo x >>n{}; echo {} $(wc -l <n{}); test $(wc -l <n{}) -ge {}' ::: 1 2 4""",
        """{tool} -j1 --retries 0 --joblog log 'echo x >>n{}; test $(wc -l <n{}) -ge {}' ::: 1 5""",
        """{tool} -j1 -u --retries 3 'echo u{} {#}; false' ::: 1""",
        """{tool} -j1 --nice 5 'sleep 0.3; nice; echo' ::: a""",
        """{tool} -j1 --load 10000% --memfree 1k echo ::: a""",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public Task Are_counted_alike(string line) => Comparison.Agree(line);
}
