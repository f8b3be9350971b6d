using System.Collections.Immutable;
using CsCheck;
using Flyball.Cli.JobFiles;
using Flyball.Cli.JobFiles.Reading;
using Flyball.Cli.JobFiles.Tree;

namespace Flyball.Tests.Cli.JobFiles;

public sealed class MatrixTests
{
    /// <summary>How many values each variable has, and combinations to leave out: −1 is any value.</summary>
    static readonly Gen<(int[] Sizes, int[][] Excluded)> s_cases =
        from sizes in Gen.Int[1, 4].Array[1, 4]
        from excluded in Gen.Int[-1, 100].Array[sizes.Length].Array[0, 5]
        select (sizes, excluded.Select(row => row.Select((value, variable) => value < 0 ? -1 : value % sizes[variable]).ToArray()).ToArray());

    [Fact]
    public void Combinations_are_those_of_nested_loops_without_what_is_excluded() => s_cases.Sample(each =>
    {
        Matrix matrix = Make(each.Sizes, each.Excluded, included: 2);
        string[] combinations = [.. matrix.Combinations(Position.Start).Select(combination => string.Join(' ', combination.Values.Select(value => $"{value.Name}={value.Value}")))];
        combinations.ShouldBe([.. Naive(each.Sizes, each.Excluded), "included 0=", "included 1="]);
        matrix.Size.ShouldBe(each.Sizes.Aggregate(1, (product, size) => product * size) + 2);
    }, iter: 3000);

    [Fact]
    public void The_size_of_what_is_far_too_large_is_large() => Make([.. Enumerable.Repeat(1000, 40)], [], 0).Size.ShouldBeGreaterThan(1_000_000);

    static Matrix Make(int[] sizes, int[][] excluded, int included) => new(
        [.. sizes.Select((_, variable) => $"v{variable}")],
        [.. sizes.Select(size => Enumerable.Range(0, size).Select(value => $"{value}").ToImmutableArray())],
        [.. excluded.Select(row => row.ToImmutableArray())],
        [.. Enumerable.Range(0, included).Select(number => new Combination(Position.Start, [new MatrixValue("included " + number, "")]))]);

    static IEnumerable<string> Naive(int[] sizes, int[][] excluded)
    {
        IEnumerable<int[]> product = [[]];
        foreach (int size in sizes) product = product.SelectMany(before => Enumerable.Range(0, size).Select(value => (int[])[.. before, value]));
        return product.Where(values => !excluded.Any(row => row.Zip(values).All(pair => pair.First < 0 || pair.First == pair.Second)))
            .Select(values => string.Join(' ', values.Select((value, variable) => $"v{variable}={value}")));
    }
}
