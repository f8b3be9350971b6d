namespace Flyball.Tests.Simulation;

/// <summary>The distributions that the scenarios draw from.</summary>
internal static class RandomExtensions
{
    public static double Uniform(this Random random, double from, double to) => from + ((to - from) * random.NextDouble());

    public static double Exponential(this Random random, double mean) => -mean * Math.Log(1 - random.NextDouble());

    /// <summary>A value whose logarithm is normal.</summary>
    /// <param name="random">The source.</param>
    /// <param name="median">Half of the values lie below it.</param>
    /// <param name="sigma">Standard deviation of the logarithm.</param>
    public static double LogNormal(this Random random, double median, double sigma) => median * Math.Exp(sigma * random.Normal());

    // Box and Muller: the radius of a point of the normal plane, and one coordinate of it.
    static double Normal(this Random random)
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
        return radius * Math.Cos(2 * Math.PI * random.NextDouble());
    }
}
