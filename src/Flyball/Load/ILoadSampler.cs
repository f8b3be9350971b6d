namespace Flyball.Load;

/// <summary>Says what the machine's load is. Not safe for use by several threads at once; the controller's loop is the only caller.</summary>
public interface ILoadSampler
{
    /// <summary>
    /// Takes a sample. The first one has no rates. A sampler may answer calls that come too close together with the sample that it has:
    /// kernel pressure is spoiled for the whole machine when it is read more often than every 50 ms.
    /// </summary>
    LoadSample Sample();
}
