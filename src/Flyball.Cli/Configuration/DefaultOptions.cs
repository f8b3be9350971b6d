using System.CommandLine;
using Flyball.Cli.CommandLine;
using static Flyball.Cli.CommandLine.UsageException;

namespace Flyball.Cli.Configuration;

/// <summary>The options that hold before those of the command line: of the config file, then of FLYBALL_OPTIONS.</summary>
/// <param name="environment">The value of an environment variable; <c>null</c>: it is not set.</param>
sealed class DefaultOptions(Func<string, string?> environment)
{
    public const string Variable = "FLYBALL_OPTIONS";

    /// <summary>Where the config file is looked for.</summary>
    public ConfigurationPath File => ConfigurationPath.Find(environment);

    /// <exception cref="UsageException">Something in them is wrong, or the file cannot be read.</exception>
    public IReadOnlyList<GivenOption> Read(Command command)
    {
        IReadOnlyList<GivenOption> ofFile = File.Read() is { } content ? new ConfigurationFile(File.Path!, command).Read(content) : [];
        return [.. ofFile, .. OfVariable(command)];
    }

    IReadOnlyList<GivenOption> OfVariable(Command command)
    {
        if (environment(Variable) is not { Length: > 0 } text) return [];
        IReadOnlyList<string> words = ShellWords.Split(text, Variable);
        try
        {
            OptionWords split = OptionWords.Split(command, words, new Origin(Variable));
            if (split.Rest is [var word, ..]) throw new UsageException($"{Quote(word)} is no option", "it takes options only, and no command");
            if (split.Options.FirstOrDefault(given => given.Option is IDescribedOption { IsForOneCall: true }) is { } wrong)
                throw new UsageException($"'{wrong.Option.Name}' has a meaning on the command line only", $"remove it from {Variable}");
            return split.Options;
        }
        catch (UsageException wrong)
        {
            throw new UsageException($"{Variable}: {wrong.Message}", wrong.Hint);
        }
    }
}
