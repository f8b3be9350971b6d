using Flyball.Load.Linux;

namespace Flyball.Load;

/// <summary>Makes the load sampler of the system this runs on.</summary>
public static class LoadSampler
{
    /// <summary>Makes a sampler. It holds files open until it is disposed of: it is <see cref="IDisposable"/> where it must be.</summary>
    /// <param name="time">The clock of the samples, which are counted from the making of the sampler; <c>null</c>: the system's.</param>
    /// <exception cref="PlatformNotSupportedException">There is no sampler for this system. So far there is one for Linux.</exception>
    public static ILoadSampler Create(TimeProvider? time = null) => OperatingSystem.IsLinux()
        ? new LinuxLoadSampler("/", time)
        : throw new PlatformNotSupportedException("The load of this system cannot be measured yet: there is a sampler for Linux only.");
}
