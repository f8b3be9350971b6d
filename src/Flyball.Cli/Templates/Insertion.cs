using System.Collections.Immutable;
using System.Globalization;
using Flyball.Cli.Input;
using Flyball.Jobs;

namespace Flyball.Cli.Templates;

/// <summary>What a replacement string stands for.</summary>
enum InsertionKind
{
    /// <summary><c>{}</c>: the values of the job, joined by a space.</summary>
    AllValues,

    /// <summary><c>{2}</c>: one value of the job.</summary>
    OneValue,

    /// <summary><c>{#}</c>: the number of the job.</summary>
    Number,

    /// <summary><c>{0#}</c>: the number with leading zeros, as long as the last one.</summary>
    PaddedNumber,

    /// <summary><c>{##}</c>: how many jobs there are.</summary>
    Total,

    /// <summary><c>{%}</c>: the slot of the job.</summary>
    Slot,

    /// <summary><c>{0%}</c>: the slot with leading zeros.</summary>
    PaddedSlot,

    /// <summary><c>{cores}</c>: the cores that were set aside for the job.</summary>
    Cores,

    /// <summary><c>{memory}</c>: the memory that was set aside for the job, in whole MiB.</summary>
    Memory,

    /// <summary><c>{gpu}</c>: which units of a named resource the job holds, with commas between.</summary>
    Units,

    /// <summary><c>{size}</c>: the value of that name, if the job has one.</summary>
    NamedValue,

    /// <summary><c>{name}</c>: what the job is called in a job file.</summary>
    Name,
}

/// <summary>A place in a template where something is inserted.</summary>
/// <param name="kind">What is inserted.</param>
/// <param name="text">The replacement string.</param>
sealed class Insertion(InsertionKind kind, string text = "{}")
{
    /// <summary>For <see cref="InsertionKind.OneValue"/>: which value, from 1; negative: from the last one back.</summary>
    public int Position { get; init; }

    /// <summary>What is made of each value before it is quoted.</summary>
    public Func<string, string> Transform { get; init; } = static value => value;

    /// <summary>Whether it may stand for several values, each a word.</summary>
    public bool MayBeSeveral { get; init; }

    /// <summary>For <see cref="InsertionKind.Units"/>: of which resource. For <see cref="InsertionKind.NamedValue"/>: which value.</summary>
    public string Named { get; init; } = "";

    /// <summary>For slots: at least so many digits.</summary>
    public int Digits { get; init; } = 1;

    /// <summary>How the value is made safe for its place, from the innermost shell outwards. Set by <see cref="ShellLexer"/>.</summary>
    public List<QuotingStep> Steps { get; set; } = [];

    /// <summary>Where the word around it stands in the template, as the innermost shell reads it. Set by <see cref="ShellLexer"/>; <c>null</c>: it stands in no word, or in one that cannot be repeated.</summary>
    public Range? Word { get; set; }

    public InsertionKind Kind => kind;

    /// <summary>Whether the shell sees more than one word where several values stand.</summary>
    public bool MayBeSeveralWords => MayBeSeveral && Steps.Exists(step => step.Kind == QuotingKind.Word);

    /// <summary>Whether what is inserted is known only when the job starts.</summary>
    public bool IsLate => kind is InsertionKind.Slot or InsertionKind.PaddedSlot or InsertionKind.Cores or InsertionKind.Memory or InsertionKind.Units;

    /// <summary>Whether the number of all jobs must be known.</summary>
    public bool NeedsTotal => kind is InsertionKind.Total or InsertionKind.PaddedNumber;

    /// <summary>What to insert for a job.</summary>
    /// <param name="arguments">Its values.</param>
    /// <param name="grant">What it was granted; <c>null</c>: it has not started, and the replacement string stays where that is asked for.</param>
    public IEnumerable<string> Values(JobArguments arguments, JobGrant? grant = null) => kind switch
    {
        InsertionKind.AllValues => arguments.Values.Select(Transform),
        InsertionKind.OneValue => Value(arguments) is { } value ? [Transform(value)] : [],
        _ => [Figure(arguments, grant)],
    };

    /// <summary>The text for the shell.</summary>
    public string Expand(JobArguments arguments, JobGrant? grant) =>
        kind == InsertionKind.AllValues && arguments.Values.Length == 1 ? ExpandOne(arguments.Values[0]) : QuotingStep.Apply(Steps, Values(arguments, grant));

    /// <summary>The text for the shell with one of the job's values.</summary>
    public string ExpandOne(string value) => QuotingStep.Apply(Steps, Transform(value));

    // As in GNU parallel: what is not there is nothing, not even an empty word.
    string? Value(JobArguments arguments)
    {
        int index = Position > 0 ? Position - 1 : arguments.Values.Length + Position;
        return index >= 0 && index < arguments.Values.Length ? arguments.Values[index] : null;
    }

    string Figure(JobArguments arguments, JobGrant? grant) => kind switch
    {
        InsertionKind.Number => arguments.Number.ToString(CultureInfo.InvariantCulture),
        InsertionKind.PaddedNumber => arguments.Number.ToString(CultureInfo.InvariantCulture).PadLeft($"{arguments.Total}".Length, '0'),
        InsertionKind.Total => $"{arguments.Total}",
        InsertionKind.Name => arguments.Name ?? "",
        InsertionKind.NamedValue => arguments.Names.IndexOf(Named) is >= 0 and var index ? arguments.Values[index] : text,
        _ when grant is not { } granted => text,
        InsertionKind.Slot or InsertionKind.PaddedSlot => grant.Value.Slot.ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0'),
        InsertionKind.Cores => grant.Value.Cores.ToString(),
        InsertionKind.Units => grant.Value.Indices.TryGetValue(Named, out ImmutableArray<int> units) ? string.Join(',', units) : text,
        _ => (grant.Value.Memory.Bytes >> 20).ToString(CultureInfo.InvariantCulture),
    };
}
