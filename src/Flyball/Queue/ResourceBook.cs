using System.Collections.Concurrent;
using System.Collections.Immutable;
using Flyball.Admission;
using Flyball.Jobs;

namespace Flyball.Queue;

/// <summary>
/// Who holds what of the named resources. Exact counts, so it is the queue that keeps back what does not fit; the governor is asked about the rest. <see cref="ClaimsOf"/> is safe for use
/// by any thread, all else is for the controller's loop.
/// </summary>
sealed class ResourceBook(IEnumerable<NamedResource> declared)
{
    readonly NamedResource[] _declared = [.. declared];
    readonly ConcurrentDictionary<string, Claims> _claims = new(StringComparer.Ordinal);
    readonly long[] _used = new long[declared.Count()], _trial = new long[declared.Count()];
    readonly SlotNumbers[] _indices = [.. declared.Select(_ => new SlotNumbers())];
    int _lastNumber;

    /// <summary>What jobs with these resources claim; <c>null</c>: nothing.</summary>
    /// <exception cref="ArgumentException">There is no such resource, or not that much of it.</exception>
    public Claims? ClaimsOf(ImmutableSortedDictionary<string, int> resources)
    {
        if (resources.IsEmpty) return null;
        var amounts = ImmutableArray.CreateBuilder<(int, int)>(resources.Count);
        foreach ((string name, int amount) in resources)
        {
            int index = Array.FindIndex(_declared, resource => resource.Name == name);
            if (index < 0) throw new ArgumentException($"There is no resource '{name}': add it to {nameof(JobControllerOptions)}.{nameof(JobControllerOptions.Resources)}.");
            if (amount < 1) throw new ArgumentException($"A job cannot hold {amount} of resource '{name}'; it must be at least 1.");
            if (amount > _declared[index].Amount) throw new ArgumentException($"A job cannot hold {amount} of resource '{name}': there are {_declared[index].Amount}.");
            amounts.Add((index, amount));
        }

        return _claims.GetOrAdd(string.Join(',', amounts), static (_, made) => new(Interlocked.Increment(ref made.Book._lastNumber), made.Amounts), (Book: this, Amounts: amounts.ToImmutable()));
    }

    /// <summary>Begins to try which of several jobs fit together.</summary>
    public void BeginTrial() => _used.CopyTo(_trial, 0);

    /// <summary>Takes on trial, if there is enough.</summary>
    public bool TryOnTrial(Claims claims)
    {
        foreach ((int resource, int amount) in claims.Amounts)
            if (_trial[resource] + amount > _declared[resource].Amount) return false;
        foreach ((int resource, int amount) in claims.Amounts) _trial[resource] += amount;
        return true;
    }

    /// <summary>Why a job whose claims did not fit on trial is held.</summary>
    public Reason HeldBecause(Claims claims)
    {
        foreach ((int resource, int amount) in claims.Amounts)
        {
            if (_trial[resource] + amount > _declared[resource].Amount)
                return new(Gate.Resource, _trial[resource], amount, _declared[resource].Amount) { Resource = _declared[resource].Name };
        }

        throw new InvalidOperationException("The claims fit.");
    }

    /// <summary>Takes what a job that starts claims.</summary>
    public void Take(Claims claims)
    {
        foreach ((int resource, int amount) in claims.Amounts) _used[resource] += amount;
    }

    /// <summary>The indices of what a job has taken. Lent to it until they are given back.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<int>> TakeIndices(Claims claims) => claims.Amounts.ToImmutableSortedDictionary(
        claim => _declared[claim.Resource].Name,
        claim => ImmutableArray.CreateRange(Enumerable.Range(0, claim.Amount).Select(_ => _indices[claim.Resource].Take() - 1)));

    public void Give(Claims claims, ImmutableSortedDictionary<string, ImmutableArray<int>>? indices)
    {
        foreach ((int resource, int amount) in claims.Amounts)
        {
            _used[resource] -= amount;
            if (indices is null) continue;
            foreach (int index in indices[_declared[resource].Name]) _indices[resource].Give(index + 1);
        }
    }
}
