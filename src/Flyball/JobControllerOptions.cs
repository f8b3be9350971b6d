namespace Flyball;

/// <summary>Placeholder.</summary>
public sealed class JobControllerOptions
{
    /// <summary>Placeholder.</summary>
    public object? Executors { get; init; }
    /// <summary>Placeholder.</summary>
    public object? Output { get; init; }
}
