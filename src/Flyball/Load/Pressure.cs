namespace Flyball.Load;

/// <summary>Kernel pressure (PSI) of one resource over the window of a sample, as shares of time.</summary>
/// <param name="Some">Share of time in which at least one task waited for the resource, 0..1.</param>
/// <param name="Full">Share of time in which all tasks that were not idle waited for it, 0..1.</param>
public readonly record struct Pressure(double Some, double Full);

/// <summary>Traffic of the machine's disks over the window of a sample.</summary>
/// <param name="ReadBytesPerSecond">Bytes read per second, all physical disks together.</param>
/// <param name="WrittenBytesPerSecond">Bytes written per second, all physical disks together.</param>
/// <param name="Busy">Share of time in which the busiest disk had a request in flight, 0..1. A disk that serves many requests at once can be busy and still have room.</param>
public readonly record struct DiskLoad(double ReadBytesPerSecond, double WrittenBytesPerSecond, double Busy);

/// <summary>Memory that moved to and from swap space over the window of a sample.</summary>
/// <param name="InBytesPerSecond">Bytes read back per second.</param>
/// <param name="OutBytesPerSecond">Bytes written out per second.</param>
public readonly record struct SwapLoad(double InBytesPerSecond, double OutBytesPerSecond);
