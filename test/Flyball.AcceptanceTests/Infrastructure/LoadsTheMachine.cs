namespace Flyball.AcceptanceTests.Infrastructure;

/// <summary>Tests that keep the machine busy, or tell what it is like: one after another, and beside no other test.</summary>
[CollectionDefinition(nameof(LoadsTheMachine), DisableParallelization = true)]
public sealed class LoadsTheMachine;
