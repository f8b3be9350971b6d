namespace Flyball.Tests.Simulation;

public sealed class FairShareTests
{
    [Fact]
    public void Everybody_gets_what_he_wants_while_it_suffices() => Divided(8, (3, 1), (4, 1)).ShouldBe([3, 4]);

    [Fact]
    public void What_one_does_not_need_goes_to_the_others() => Divided(8, (1, 1), (10, 1), (10, 1)).ShouldBe([1, 3.5, 3.5]);

    [Fact]
    public void Shares_follow_the_weights() => Divided(8, (10, 3), (10, 1)).ShouldBe([6, 2]);

    [Fact]
    public void One_that_wants_nothing_takes_nothing_away() => Divided(2, (0, 1), (5, 1), (5, 1)).ShouldBe([0, 1, 1]);

    [Fact]
    public void Nothing_is_lost_and_nobody_gets_more_than_he_wants()
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            var wishes = new (double Wanted, double Weight)[1 + random.Next(40)];
            foreach (ref (double Wanted, double Weight) wish in wishes.AsSpan()) wish = (random.Uniform(0, 4), random.Uniform(0.1, 8));
            double[] shares = Divided(8, wishes);
            shares.Sum().ShouldBe(Math.Min(8, wishes.Sum(wish => wish.Wanted)), 1e-9);
            for (int i = 0; i < shares.Length; i++) shares[i].ShouldBeInRange(0, wishes[i].Wanted);
        }
    }

    static double[] Divided(double capacity, params (double Wanted, double Weight)[] wishes)
    {
        var share = new FairShare();
        foreach ((double wanted, double weight) in wishes) share.Add(wanted, weight);
        share.Divide(capacity);
        return [.. Enumerable.Range(0, wishes.Length).Select(i => share[i])];
    }
}
