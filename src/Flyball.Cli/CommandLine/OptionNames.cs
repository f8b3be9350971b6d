using System.CommandLine;

namespace Flyball.Cli.CommandLine;

/// <summary>Finds the option that a word of the user names: by any of its names, by the beginning of a long one that no other option has, or by <c>--no-</c> and the name of a flag.</summary>
sealed class OptionNames
{
    /// <param name="Name">As it is written.</param>
    /// <param name="Option"><c>null</c>: an option of another program.</param>
    /// <param name="IsTakenBack">Whether it takes the option back.</param>
    readonly record struct Candidate(string Name, Option? Option, bool IsTakenBack);

    // More do not help to choose.
    const int MostListed = 12;

    readonly Command _command;
    readonly Candidate[] _all;

    public OptionNames(Command command)
    {
        _command = command;
        Candidate[] own = [.. command.Options.SelectMany(option => option.Aliases.Prepend(option.Name).Select(name => new Candidate(name, option, IsTakenBack: false)))];
        IEnumerable<Candidate> back = own.Where(candidate => candidate.Option is FlagOption && IsLong(candidate.Name)).Select(candidate => new Candidate($"--no-{candidate.Name[2..]}", candidate.Option, IsTakenBack: true));
        IEnumerable<Candidate> foreign = ForeignOptions.NamesFor(command).Select(name => new Candidate(name, null, IsTakenBack: false));

        // The first of a name counts: ours before what is made of ours, and that before another program's.
        _all = [.. own.Concat(back).Concat(foreign).DistinctBy(candidate => candidate.Name)];
    }

    /// <summary>Whether it is, letter by letter, a long name of ours.</summary>
    public bool IsLongName(string word) => IsLong(word) && _all.Any(candidate => candidate is { Option: not null, IsTakenBack: false } && candidate.Name == word);

    /// <summary>Whether it is a dash and a letter that is an option of ours.</summary>
    public bool IsShortName(string word) => word is ['-', not '-'] && _all.Any(candidate => candidate.Option is not null && candidate.Name == word);

    /// <exception cref="UsageException">It is unknown or ambiguous.</exception>
    public (Option Option, bool IsTakenBack) Long(string name)
    {
        Candidate[] exact = [.. _all.Where(candidate => candidate.Name == name || (name.Length == 3 && candidate.Name == name[1..]))];
        Candidate[] meant = exact.Length > 0 ? exact[..1] : name.Length < 3 ? [] : [.. _all.Where(candidate => candidate.Name.StartsWith(name, StringComparison.Ordinal))];

        // Several names of one option are not ambiguous. Those of other programs are: whoever comes from there may mean them.
        Candidate[] options = [.. meant.DistinctBy(candidate => candidate.Option is null ? ForeignOptions.AdviceOn(candidate.Name) : (object)(candidate.Option, candidate.IsTakenBack))];
        return options switch
        {
            [] => throw Unknown(name),
            [{ Option: { } option, IsTakenBack: var isTakenBack }] => (option, isTakenBack),
            [var foreign] => throw ForeignOptions.Refuse(foreign.Name),
            _ => throw new UsageException($"option '{name}' is ambiguous: it can be {Listing(meant)}", $"write more of the name; {Listed}"),
        };
    }

    /// <summary>The option that a letter of a word names, which begins with one dash.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public Option Short(string word, int index)
    {
        string name = $"-{word[index]}";
        if (_all.FirstOrDefault(candidate => candidate.Name == name) is { Name: not null } found) return found.Option ?? throw ForeignOptions.Refuse(name);

        // With one dash too few the letters are taken for options of their own.
        string withDashes = $"-{word.Split('=')[0]}";
        if (IsLongName(withDashes)) throw new UsageException($"unknown option '{name}' in '{word}'", $"did you mean '{withDashes}'? {Listed}");
        throw new UsageException(word.Length == 2 ? $"unknown option '{name}'" : $"unknown option '{name}' in '{word}'", Listed);
    }

    string Listed => $"'flyball {_command.Name} --help' lists the options";

    UsageException Unknown(string name)
    {
        string? meant = Suggestion.For(name.ToLowerInvariant(), _all.Where(candidate => candidate.Option is { Hidden: false } && !candidate.IsTakenBack && IsLong(candidate.Name)).Select(candidate => candidate.Name));
        return new UsageException($"unknown option '{name}'", meant is null ? Listed : $"did you mean '{meant}'? {Listed}");
    }

    static string Listing(IEnumerable<Candidate> candidates)
    {
        // What cannot be used helps nobody to choose, unless there is no other choice.
        Candidate[] shown = [.. candidates.Where(candidate => candidate.Option is not { Hidden: true })], own = [.. shown.Where(candidate => candidate.Option is not null)];
        string[] names = [.. (own.DistinctBy(candidate => candidate.Option).Count() > 1 ? own : shown).Select(candidate => candidate.Name).Order(StringComparer.Ordinal)];
        return string.Join(", ", names.Take(MostListed)) + (names.Length > MostListed ? " …" : "");
    }

    static bool IsLong(string name) => name.StartsWith("--", StringComparison.Ordinal);
}
