namespace Flyball.AcceptanceTests.Differential;

/// <summary>Exit statuses, and what ends a run early.</summary>
public sealed class StatusTests
{
    /// <summary>Jobs that print their value and exit with it.</summary>
    const string Jobs = "'echo {}; exit {}' :::";

    public static TheoryData<string> Lines { get; } =
    [
        $$"""{tool} -j1 {{Jobs}} 0 0""",
        $$"""{tool} -j1 {{Jobs}} 1 0 255 7""",
        """{tool} false ::: {1..100}""",
        """{tool} false ::: {1..105}""",
        """{tool} -j1 ::: 'kill -9 $$' 'echo x' nope""",
        """{tool} -a nofile echo""",
        $$"""{tool} -j1 --joblog log --halt now,fail=1 {{Jobs}} 0 0 5 0 3""",
        $$"""{tool} -j1 --joblog log --halt soon,fail=1 {{Jobs}} 0 0 5 0 3""",
        $$"""{tool} -j1 --joblog log --halt now,success=1 {{Jobs}} 1 4 0 0 3""",
        $$"""{tool} -j1 --joblog log --halt soon,success=2 {{Jobs}} 1 0 4 0 3""",
        $$"""{tool} -j1 --joblog log --halt soon,success=3 {{Jobs}} 1 0 4 0 3""",
        $$"""{tool} -j1 --joblog log --halt now,done=2 {{Jobs}} 1 4 0 0 3""",
        $$"""{tool} -j1 --joblog log --halt soon,done=2 {{Jobs}} 0 3 0 0 3""",
        $$"""{tool} -j1 --joblog log --halt soon,fail=50% {{Jobs}} 0 1 1 1 0 0""",
        $$"""seq 20 | {tool} -j1 --halt soon,fail=30% 'echo {}; exit {}'""",
        $$"""{tool} -j1 --halt soon,success=50% {{Jobs}} 0 1 0 0 0 0""",
        $$"""{tool} -j1 --halt soon,done=50% {{Jobs}} 0 1 0 0 0 0""",
        $$"""{tool} -j1 --halt never {{Jobs}} 0 5 3""",
        $$"""{tool} -j1 --halt 1 {{Jobs}} 0 5 3""",
        $$"""{tool} -j1 --halt 2 {{Jobs}} 0 5 3""",
        $$"""{tool} -j1 --halt -1 {{Jobs}} 5 0 3""",
        $$"""{tool} -j1 --halt -2 {{Jobs}} 5 0 3""",
        $$"""{tool} -j1 --halt 40% {{Jobs}} 5 0 3 1 2 3""",
        $$"""{tool} -j1 --halt-on-error=now,fail=1 {{Jobs}} 0 5 3""",
        $$"""{tool} -j1 --halt nope {{Jobs}} 0""",
        """{tool} -j1 --halt now,fail=1 ::: 'kill -9 $$' 'echo x'""",
        """{tool} -j1 --halt now,fail=1 --retries 3 ::: 'echo x >>n; exit 4' 'echo x'""",
    ];

    [Theory]
    [MemberData(nameof(Lines))]
    public Task Are_the_same(string line) => Comparison.Agree(line);
}
