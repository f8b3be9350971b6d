namespace Flyball.Execution;

/// <summary>
/// An executor whose tasks complete on threads of its own, with no code of users below: there the controller may decide and start the next job at once, without a
/// change of threads.
/// </summary>
interface ICompletesOnOwnThread
{
    /// <summary>Whether the calling thread is one of these: a user who takes outputs may have led elsewhere.</summary>
    bool IsOnOwnThread { get; }
}
