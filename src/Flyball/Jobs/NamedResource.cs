namespace Flyball.Jobs;

/// <summary>Something of which there are only so many, and that nobody measures: licences, graphics cards, a disk that serves two jobs at once.</summary>
public sealed record NamedResource
{
    /// <summary>Declares a resource.</summary>
    /// <param name="name">See <see cref="Name"/>.</param>
    /// <param name="amount">See <see cref="Amount"/>.</param>
    /// <exception cref="ArgumentException">The name is empty, or the amount is negative.</exception>
    public NamedResource(string name, int amount)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegative(amount);
        (Name, Amount) = (name, amount);
    }

    /// <summary>What jobs call it in <see cref="Job.Resources"/>.</summary>
    public string Name { get; }

    /// <summary>How much of it there is, 0 or more. What is asked for can be had in whole units only, each of which has an index, 0..Amount − 1.</summary>
    public int Amount { get; }
}
