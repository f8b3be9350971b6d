using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>Where an option was given, if not on the command line.</summary>
/// <param name="Name">A file or an environment variable.</param>
/// <param name="Line">From 1; 0: the name says all.</param>
/// <param name="Column">From 1; 0: the name says all.</param>
readonly record struct Origin(string Name, int Line = 0, int Column = 0)
{
    /// <summary>Exact to the line.</summary>
    public string LineText => Line == 0 ? Name : $"{Name}:{Line}";

    /// <summary>As exact as it is known.</summary>
    public override string ToString() => Column == 0 ? LineText : $"{LineText}:{Column}";
}

/// <summary>An option as it was given once.</summary>
/// <param name="Option">Which one.</param>
/// <param name="Value">Its value; <c>null</c>: it takes none.</param>
/// <param name="IsTakenBack">Whether it was given as <c>--no-…</c>.</param>
/// <param name="Origin"><c>null</c>: on the command line.</param>
sealed record GivenOption(Option Option, string? Value, bool IsTakenBack = false, Origin? Origin = null);

/// <summary>Makes of options in the order in which they were given what holds.</summary>
static class GivenOptions
{
    /// <summary>Without those that were taken back, and those that another choice replaced.</summary>
    public static List<GivenOption> InForce(IEnumerable<GivenOption> given)
    {
        List<GivenOption> kept = [];
        foreach (GivenOption option in given)
        {
            string? choice = (option.Option as FlagOption)?.Choice;
            if (option.IsTakenBack) kept.RemoveAll(earlier => earlier.Option == option.Option);
            else if (choice is not null) kept.RemoveAll(earlier => (earlier.Option as FlagOption)?.Choice == choice);
            if (!option.IsTakenBack) kept.Add(option);
        }

        return kept;
    }

    /// <exception cref="UsageException">System.CommandLine has an objection.</exception>
    public static ParseResult Parse(Command command, IEnumerable<GivenOption> inForce)
    {
        ParseResult parsed = command.Parse([.. inForce.SelectMany(Words)], Strict.Configuration);
        Strict.ThrowOnErrors(parsed);
        return parsed;
    }

    /// <summary>Says where the wrong value was given, if that was not on the command line.</summary>
    public static UsageException Located(UsageException wrong, IEnumerable<GivenOption> inForce) =>
        inForce.LastOrDefault(given => given.Option.Name == wrong.OptionName && (wrong.OptionValue is null || given.Value == wrong.OptionValue)) is { Origin: { } origin }
            ? new($"{origin}: {wrong.Message}", wrong.Hint)
            : wrong;

    // One word keeps a value that looks like an option; but the library takes "--name=" for a missing value.
    static string[] Words(GivenOption given) => given.Value switch
    {
        null => [given.Option.Name],
        "" => [given.Option.Name, ""],
        var value => [$"{given.Option.Name}={value}"],
    };
}
