using System.Collections.Immutable;

namespace Flyball.Cli.JobFiles;

/// <summary>All keys of a job file. <c>schema/jobs.schema.json</c> describes them for editors; a test compares the two.</summary>
static class Keys
{
    public const string Resources = "resources", Groups = "groups", Defaults = "defaults", Jobs = "jobs";

    public const string Count = "count", Indexed = "indexed";

    public const string Name = "name", Command = "command", Steps = "steps", Matrix = "matrix", After = "after";

    public const string Request = "request", Priority = "priority", Environment = "environment", Directory = "directory", Timeout = "timeout", Retries = "retries", Retryable = "retryable", Group = "group", Template = "template",
        MemoryLimit = "memory-limit", CpuLimit = "cpu-limit";

    public const string Cores = "cores", Memory = "memory", Duration = "duration";

    public const string Attempts = "attempts", Delay = "delay";

    public const string Include = "include", Exclude = "exclude";

    /// <summary>The hint to those who know no job file.</summary>
    public const string Example = "the shortest job file: {\"jobs\": [{\"command\": \"make\"}]}";

    /// <summary>What stands beside the jobs.</summary>
    public static ImmutableArray<string> Declarations { get; } = [Resources, Groups, Defaults];

    /// <summary>The outermost keys.</summary>
    public static ImmutableArray<string> File { get; } = [.. Declarations, Jobs];

    /// <summary>Those of a resource.</summary>
    public static ImmutableArray<string> Resource { get; } = [Count, Indexed];

    /// <summary>Those that defaults may have.</summary>
    public static ImmutableArray<string> ForDefaults { get; } = [Request, Template, Priority, Environment, Directory, Timeout, MemoryLimit, CpuLimit, Retries, Retryable, Group];

    /// <summary>Those of a job.</summary>
    public static ImmutableArray<string> Job { get; } = [Name, Command, Steps, Matrix, After, .. ForDefaults];

    /// <summary>Those of a step.</summary>
    public static ImmutableArray<string> Step { get; } = [Command, Request, Template, Environment, Directory, Timeout, MemoryLimit, CpuLimit];

    /// <summary>Those of a request, beside the named resources.</summary>
    public static ImmutableArray<string> ForRequest { get; } = [Cores, Memory, Duration];

    /// <summary>Those of retries.</summary>
    public static ImmutableArray<string> ForRetries { get; } = [Attempts, Delay];

    /// <summary>Those of a matrix that are no variables.</summary>
    public static ImmutableArray<string> ForMatrix { get; } = [Include, Exclude];

    /// <summary>The keys as a sentence has them.</summary>
    public static string Listed(ImmutableArray<string> keys) => $"{string.Join(", ", keys[..^1])} and {keys[^1]}";
}
