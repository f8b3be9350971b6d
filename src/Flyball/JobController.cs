namespace Flyball;

/// <summary>Placeholder.</summary>
public sealed class JobController;
