using System.Collections.Immutable;

namespace Flyball.Cli.Input;

/// <summary>What values there are, and how they are given to jobs.</summary>
sealed record InputSettings
{
    /// <summary>Where values come from, at least one; the values of several are combined.</summary>
    public ImmutableArray<InputSource> Sources { get; init; } = [new StandardInputLines()];

    /// <summary>Whether all sources go in step, the shorter ones again and again.</summary>
    public bool LinksAll { get; init; }

    /// <summary>The bytes that end a record of a stream; words are split by it when it is given. <c>null</c>: a newline, and a word is a value.</summary>
    public ImmutableArray<byte>? Delimiter { get; init; }

    /// <summary>What a record is made of.</summary>
    public ColumnSettings Columns { get; init; } = new SingleColumn();

    /// <summary>Whether the first row of each source names its values.</summary>
    public bool HasHeader { get; init; }

    /// <summary>The record that ends a source; <c>null</c>: none does.</summary>
    public string? EndMark { get; init; }

    /// <summary>Whether records of nothing but blanks are left out.</summary>
    public bool SkipsEmpty { get; init; }

    /// <summary>Whether a record that ends in a blank goes on in the next.</summary>
    public bool JoinsContinued { get; init; }

    /// <summary>Whether the rows come in random order.</summary>
    public bool Shuffles { get; init; }

    /// <summary>How many rows a job gets.</summary>
    public GroupSettings Groups { get; init; } = new();

    /// <summary>Whether a job may get more than one value.</summary>
    public bool HasSeveralValues => Sources.Length > 1 || Columns is not SingleColumn || Groups.MaxRows is null or > 1;
}

/// <summary>How many rows a job gets.</summary>
sealed record GroupSettings
{
    /// <summary>The most rows that a job gets. 0: it takes one, and sees nothing of it. <c>null</c>: as many as fit.</summary>
    public int? MaxRows { get; init; } = 1;

    /// <summary>A command line must be shorter than this many bytes. <c>null</c>: only a job of several rows has a limit, <see cref="RowGroups.LongestLine"/>.</summary>
    public int? MaxLength { get; init; }

    /// <summary>Whether the rows at the end of the input are spread over this many jobs, so that as many work; 1: they are not.</summary>
    public int Spread { get; init; } = 1;
}
