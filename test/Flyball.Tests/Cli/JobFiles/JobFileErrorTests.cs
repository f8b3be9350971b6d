namespace Flyball.Tests.Cli.JobFiles;

/// <summary>All that can be wrong in a file that is YAML.</summary>
public sealed class JobFileErrorTests
{
    const string Whole = "must be a whole number in 1..2147483647, not";

    public static TheoryData<string, string> Jobs => new()
    {
        { "comand: x", "1:9: unknown key 'comand'" },
        { "run: x", "1:8: missing key 'command'; 1:9: unknown key 'run'" },
        { "command: x, command: y", "1:21: duplicate key 'command'" },
        { "name: a", "1:8: missing key 'command'" },
        { "command: x, steps: [{command: y}]", "1:28: a job has either 'command' or 'steps', not both" },
        { "command: ' '", "1:18: 'command' is empty" },
        { "command: []", "1:18: 'command' is empty" },
        { "command: ['', a]", "1:19: the program's name is empty" },
        { "command: [a, null]", "1:22: a word of a command must be text, not null" },
        { "command: [a, [b]]", "1:22: a word of a command must be text, not a list" },
        { "command: ", "1:18: 'command' must be text or a list, not null" },
        { "command: {a: b}", "1:18: 'command' must be text or a list, not a map" },
        { "command: \"a\\0b\"", "1:18: 'command' holds a NUL character" },
        { "command: [a, \"\\0\"]", "1:22: a word of a command holds a NUL character" },
        { "steps: []", "1:16: 'steps' is empty" },
        { "steps: x", "1:16: 'steps' must be a list, not text" },
        { "steps: [x]", "1:17: a step must be a map, not text" },
        { "steps: [{timeout: 1s}]", "1:17: missing key 'command'" },
        { "steps: [{command: x, priority: 1}]", "1:30: unknown key 'priority'" },
        { "command: x, name: ''", "1:27: 'name' is empty" },
        { "command: x, name: [a]", "1:27: 'name' must be text, not a list" },
        { "command: x, name: \"a\\nb\"", "1:27: 'name' holds a control character" },
        { "command: x, name: a, after: b", "1:37: unknown job 'b'" },
        { "command: x, name: a, after: [a]", "1:38: the job 'a' waits for itself" },
        { "command: x, after: {a: [b]}", "1:29: unknown job 'a'; 1:32: a condition must be text, not a list" },
        { "command: x, name: a, matrix: {v: [1, 2]}, after: {a-1: sucess}", "1:59: the job 'a' waits for itself; 1:64: unknown condition 'sucess'" },
        { "command: x, group: g", "1:28: unknown group 'g'" },
        { "command: x, group: [encode, encode]", "1:37: the group 'encode' is named twice" },
        { "command: x, request: 2", "1:30: 'request' must be a map, not a number" },
        { "command: x, request: {licenc: 1}", "1:31: unknown resource 'licenc'" },
        { "command: x, request: {licence: 3}", "1:40: impossible request: 3 of 'licence', of which there are 2" },
        { "command: x, request: {licence: 0}", $"1:40: the amount of 'licence' {Whole} '0'" },
        { "command: x, request: {licence: -1}", $"1:40: the amount of 'licence' {Whole} '-1'" },
        { "command: x, request: {licence: 1.5}", $"1:40: the amount of 'licence' {Whole} '1.5'" },
        { "command: x, request: {licence: '1'}", $"1:40: the amount of 'licence' {Whole} '1'" },
        { "command: x, request: {licence: 99999999999999999999999999999999999}", $"1:40: the amount of 'licence' {Whole} '99999999999999999999999999999999999'" },
        { "command: x, request: {cores: -1}", "1:38: 'cores' must be a number in 0..1000000, not '-1'" },
        { "command: x, request: {cores: 1000001}", "1:38: 'cores' must be a number in 0..1000000, not '1000001'" },
        { "command: x, request: {cores: [1]}", "1:38: 'cores' must be a number in 0..1000000, not a list" },
        { "command: x, request: {memory: 1X}", "1:39: 'memory' must be a size, not '1X'" },
        { "command: x, request: {memory: 300}", "1:39: 'memory': '300' is less than any job holds" },
        { "command: x, request: {memory: 9999999P}", "1:39: 'memory' must be a size, not '9999999P'" },
        { "command: x, request: {duration: soon}", "1:41: 'duration' must be a duration, not 'soon'" },
        { "command: x, timeout: 0", "1:30: 'timeout': '0' is neither a time above zero nor a percentage of the median" },
        { "command: x, timeout: true", "1:30: 'timeout': 'true' is neither a time above zero nor a percentage of the median" },
        { "command: x, priority: 3000000000", "1:31: 'priority' must be a whole number in -2147483648..2147483647, not '3000000000'" },
        { "command: x, retries: -1", "1:30: 'retries' must be a whole number in 0..2147483647, not '-1'" },
        { "command: x, retries: {delay: 5m..1s}", "1:30: missing key 'attempts'; 1:38: 'delay' must be a duration, or two from the shorter to the longer, not '5m..1s'" },
        { "command: x, environment: [A]", "1:34: 'environment' must be a map, not a list" },
        { "command: x, environment: {'A=B': c}", "1:35: there can be no variable 'A=B'" },
        { "command: x, environment: {'': c}", "1:35: there can be no variable ''" },
        { "command: x, environment: {A: [b]}", "1:38: the variable 'A' must be text, not a list" },
        { "command: x, directory: ''", "1:32: 'directory' is empty" },
        { "command: x, directory: [a]", "1:32: 'directory' must be text, not a list" },
        { "command: x, matrix: [a]", "1:29: 'matrix' must be a map, not a list" },
        { "command: x, matrix: {}", "1:29: the matrix has no variable" },
        { "command: x, matrix: {a: []}", "1:33: 'a' has no values" },
        { "command: x, matrix: {a: b}", "1:33: the values of 'a' must be a list, not text" },
        { "command: x, matrix: {1a: [b]}", "1:30: '1a' cannot be the name of a variable" },
        { "command: x, matrix: {gpu: [b]}", "1:30: the variable 'gpu' has the name of an indexed resource" },
        { "command: x, matrix: {a: [null]}", "1:34: a value of a matrix must be text, not null" },
        { "command: x, matrix: {a: [1, 1]}", "1:37: the value '1' is there twice" },
        { "command: x, matrix: {a: [1], exclude: {a: 1}}", "1:47: 'exclude' must be a list of maps, not a map" },
        { "command: x, matrix: {a: [1], exclude: [{a: 2}]}", "1:52: 'exclude' matches nothing: '2' is no value of 'a'" },
        { "command: x, matrix: {a: [1], exclude: [{}]}", "1:48: 'exclude' with no variable takes all combinations away" },
        { "command: x, matrix: {a: [1], exclude: [{a: 1}]}", "1:29: the matrix has no combination left" },
        { "command: x, matrix: {a: [1], exclude: [{b: 1}]}", "1:49: unknown variable 'b'" },
        { "command: x, matrix: {a: [1], b: [1], include: [{a: 1}]}", "1:56: 'include' lacks a value for 'b'" },
        { "command: x, matrix: {a: [1], include: [{a: 2, b: 1}]}", "1:55: unknown variable 'b'" },
        { "command: x, matrix: {a: [1], include: [{a: 1}]}", "1:48: the name 'job-1-1' is used twice" },
        { "command: x, name: 'n-{a}', matrix: {a: [1], b: [1, 2]}", "1:27: the name 'n-1' is used twice" },
        { "command: x, name: '{a}', matrix: {a: ['']}", "1:27: a combination has an empty name" },
        { "command: x, matrix: {a: [1], b: [2], c: [1-2]}, name: a}, {command: x, name: a-1-2-1-2", "1:86: the name 'a-1-2-1-2' is used twice" },
    };

    [Theory]
    [MemberData(nameof(Jobs))]
    public void A_wrong_job_is_told(string job, string problems) =>
        string.Join("; ", JobText.Problems($"jobs: [{{{job}}}]\nresources: {{licence: 2, gpu: 1}}\ngroups: {{encode: 1}}")).ShouldBe(problems);

    [Theory]
    [InlineData("[]", "1:1: a job file must be a map, not a list")]
    [InlineData("x", "1:1: a job file must be a map, not text")]
    [InlineData("groups: {}", "1:1: missing key 'jobs'")]
    [InlineData("jobs: []", "1:7: there are no jobs")]
    [InlineData("jobs: {}", "1:7: 'jobs' must be a list, not a map")]
    [InlineData("jobs: [1]", "1:8: a job must be a map, not a number")]
    [InlineData("job: [{command: x}]", "1:1: unknown key 'job'")]
    [InlineData("resources: [a]\njobs: [command: x]", "1:12: 'resources' must be a map, not a list")]
    [InlineData("resources: {cores: 2}\njobs: [command: x]", "1:13: a resource cannot be called 'cores'")]
    [InlineData("resources: {a: 0}\njobs: [command: x]", $"1:16: the count of 'a' {Whole} '0'")]
    [InlineData("resources: {a: }\njobs: [command: x]", $"1:16: the count of 'a' {Whole} null")]
    [InlineData("resources: {a: {indexed: true}}\njobs: [command: x]", "1:16: missing key 'count'")]
    [InlineData("resources: {a: {count: 1, indexed: 'true'}}\njobs: [command: x]", "1:36: 'indexed' must be true or false, not 'true'")]
    [InlineData("resources: {'a:b': {count: 1, indexed: true}}\njobs: [command: x]", "1:13: the indexed resource 'a:b' cannot stand in braces")]
    [InlineData("groups: {a: 0}\njobs: [command: x]", $"1:13: the limit of 'a' {Whole} '0'")]
    [InlineData("jobs:\n- {command: x, matrix: {v: [a: 1]}}", "2:29: a value of a matrix must be text, not a map")]
    [InlineData("jobs:\n- command: x\n- {command: [echo, a: b]}", "3:20: a word of a command must be text, not a map")]
    [InlineData("resources: {group a: 2}\ngroups: {a: 1}\njobs: [command: x]", "2:10: group 'a' and resource 'group a' would have one name")]
    [InlineData("groups: {'': 1}\njobs: [command: x]", "1:10: a group's name is empty")]
    [InlineData("defaults: {command: x}\njobs: [command: x]", "1:12: unknown key 'command'")]
    [InlineData("defaults: {request: {a: 1}}\njobs: [command: x]", "1:22: unknown resource 'a'")]
    [InlineData("defaults: []\njobs: [command: x]", "1:11: 'defaults' must be a map, not a list")]
    [InlineData("jobs: [{command: x, name: a}, {command: y, name: a}]", "1:50: the name 'a' is used twice")]
    [InlineData("jobs: [{command: x}, {command: y, after: job-1}]", "1:42: the job 'job-1' has no name of its own")]
    [InlineData("jobs: [{command: x, name: a}, {command: y, name: b, after: [a, b]}]", "1:64: the job 'b' waits for itself")]
    [InlineData("jobs: [{command: x, name: a, matrix: {v: [1]}}, {command: y, after: {a: any, a-1: success}}]", "1:78: 'a-1' is named with two conditions")]
    public void A_wrong_file_is_told(string text, string problems) => string.Join("; ", JobText.Problems(text)).ShouldBe(problems);

    [Fact]
    public void Each_problem_is_an_error_line_and_a_hint_line() => JobText.Errors("""
        jobs:
          - name: fetch
            comand: x
          - { command: y, after: [fech, nothing-like-it], request: { licence: 1 } }
        resources: { licenses: 2 }
        """).ShouldBe("""
        error: jobs.yaml:3:5: unknown key 'comand'
        hint: did you mean 'command'?
        error: jobs.yaml:4:27: unknown job 'fech'
        hint: did you mean 'fetch'?
        error: jobs.yaml:4:33: unknown job 'nothing-like-it'
        hint: 'after' takes the name of a job in this file, as it is written there or with the values of its matrix
        error: jobs.yaml:4:62: unknown resource 'licence'
        hint: declare how many there are: resources: {licence: 1}

        """);

    [Fact]
    public void After_twenty_problems_the_others_are_counted()
    {
        string[] lines = JobText.Errors("jobs:\n" + string.Concat(Enumerable.Repeat("  - { command: x, priority: high }\n", 5000))).TrimEnd().Split('\n');
        lines.Length.ShouldBe(42);
        lines[38].ShouldStartWith("error: jobs.yaml:21:");
        lines[40].ShouldBe("error: jobs.yaml: 4980 more problems");
        lines[41].ShouldBe("hint: these are the first 20: mend them and try again");
    }

    [Fact]
    public void A_name_that_is_not_known_because_its_job_is_wrong_is_not_told() =>
        JobText.Problems("jobs: [{command: x, name: a, matrix: {v: 1}}, {command: x, after: a-1}]").ShouldBe(["1:42: the values of 'v' must be a list, not a number"]);

    [Fact]
    public void Each_cycle_is_told_once() => JobText.Problems("""
        jobs:
          - { name: z, command: x, after: a }
          - { name: a, command: x, after: b }
          - { name: b, command: x, after: [c, a] }
          - { name: c, command: x, after: b }
          - { name: d-{v}, command: x, matrix: { v: [1, 2] }, after: "e-{v}" }
          - { name: e-{v}, command: x, matrix: { v: [1, 2] }, after: "d-{v}" }
        """.Replace("d-{v},", "'d-{v}',", StringComparison.Ordinal).Replace("e-{v},", "'e-{v}',", StringComparison.Ordinal)).ShouldBe(
        [
            "3:35: these jobs wait for each other: a → b → a",
            "6:64: these jobs wait for each other: d-1 → e-1 → d-1",
            "6:64: these jobs wait for each other: d-2 → e-2 → d-2",
        ]);

    [Fact]
    public void Too_many_jobs_are_refused_before_they_are_made()
    {
        string values = string.Join(", ", Enumerable.Range(0, 1000));
        JobText.Problems($"jobs:\n- {{command: x, matrix: {{a: [{values}], b: [{values}], c: [{values}], d: [{values}]}}}}").ShouldBe(["2:24: these are more than 1000000 jobs"]);
        JobText.Problems($"jobs:\n- {{command: x, matrix: {{a: [{values}], b: [{values}]}}}}\n- command: x\n").ShouldBe(["3:3: these are more than 1000000 jobs"]);
    }

    [Fact]
    public void Too_many_dependencies_are_refused_before_they_are_made()
    {
        string values = string.Join(", ", Enumerable.Range(0, 4000));
        JobText.Problems($"jobs:\n- {{name: a, command: x, matrix: {{a: [{values}]}}}}\n- {{command: x, matrix: {{a: [{values}]}}, after: a}}")
            .ShouldHaveSingleItem().ShouldEndWith("the jobs wait for more than 10000000 others in all");
    }

    [Fact]
    public void A_very_long_word_is_shortened() => JobText.Errors($"jobs: [{{command: x, {new string('k', 100_000)}: 1}}]").Length.ShouldBeLessThan(500);
}
