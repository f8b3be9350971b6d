using Flyball.Cli.CommandLine;

namespace Flyball.Cli.Commands;

/// <summary>Whether there is address space enough for the tool itself (<c>ulimit -v</c>).</summary>
static class AddressSpaceLimit
{
    /// <summary>
    /// The runtime reserves address space for its heap and for each thread. With a sixth less it was seen to fail at any moment, also where nobody can catch it.
    /// </summary>
    const long Least = 1408L << 20;

    /// <exception cref="UsageException">There is too little.</exception>
    public static void Check() => Check(OwnLimits.Soft("Max address space"));

    /// <param name="limit">In bytes; <c>null</c>: none.</param>
    public static void Check(long? limit)
    {
        if (limit < Least)
            throw new UsageException($"the limit of {limit >> 10} KiB of address space is too low", $"raise it with 'ulimit -v {Least >> 10}'; 'flyball run --ulimit as=SIZE' is for jobs alone");
    }
}
