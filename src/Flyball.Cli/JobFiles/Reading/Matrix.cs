using System.Collections;
using System.Collections.Immutable;
using Flyball.Cli.JobFiles.Tree;

namespace Flyball.Cli.JobFiles.Reading;

/// <summary>Of what a job has combinations.</summary>
/// <param name="Names">The variables.</param>
/// <param name="Values">The values of each variable, none twice. Empty: there are only included combinations.</param>
/// <param name="Excluded">Which to leave out of the product: for each variable the place of its value, or −1 for any.</param>
/// <param name="Included">Which to add behind the product: a value for each variable.</param>
sealed record Matrix(
    ImmutableArray<string> Names, ImmutableArray<ImmutableArray<string>> Values, ImmutableArray<ImmutableArray<int>> Excluded, ImmutableArray<Combination> Included)
{
    /// <summary>How many combinations there are, before some are left out; saturates far beyond what can be.</summary>
    public long Size
    {
        get
        {
            long product = Values.IsEmpty ? 0 : 1;
            foreach (ImmutableArray<string> values in Values) product = Math.Min(product * values.Length, int.MaxValue);
            return product + Included.Length;
        }
    }

    /// <summary>The combinations: the product, of which the last variable varies fastest, then the included ones.</summary>
    /// <param name="position">That of the job.</param>
    public IEnumerable<Combination> Combinations(Position position)
    {
        var product = (int)(Size - Included.Length);
        BitArray? left = Excluded.IsEmpty ? null : LeftOut(product);
        for (int index = 0; index < product; index++)
        {
            if (left?[index] != true) yield return new(position, At(index));
        }

        foreach (Combination combination in Included) yield return combination;
    }

    ImmutableArray<MatrixValue> At(int index)
    {
        var combination = new MatrixValue[Names.Length];
        for (int variable = Names.Length - 1; variable >= 0; variable--)
        {
            (index, int value) = Math.DivRem(index, Values[variable].Length);
            combination[variable] = new(Names[variable], Values[variable][value]);
        }

        return [.. combination];
    }

    BitArray LeftOut(int product)
    {
        var left = new BitArray(product);
        foreach (ImmutableArray<int> excluded in Excluded)
        {
            // What it leaves open goes through its values like a counter, the last digit fastest.
            int[] counter = [.. excluded.Select(value => Math.Max(0, value))];
            int variable;
            do
            {
                int index = 0;
                for (int i = 0; i < counter.Length; i++) index = (index * Values[i].Length) + counter[i];
                left[index] = true;
                for (variable = counter.Length - 1; variable >= 0; variable--)
                {
                    if (excluded[variable] >= 0) continue;
                    if (++counter[variable] < Values[variable].Length) break;
                    counter[variable] = 0;
                }
            }
            while (variable >= 0);
        }

        return left;
    }
}

/// <summary>One combination.</summary>
/// <param name="Position">Where it is written, or the matrix's job.</param>
/// <param name="Values">In the order of the matrix.</param>
readonly record struct Combination(Position Position, ImmutableArray<MatrixValue> Values);
