using Flyball.Admission;
using Flyball.Load.Linux;

namespace Flyball;

/// <summary>Looks for a person at the machine, as far as the policy wants to know. Used by the controller's loop alone.</summary>
/// <param name="look">How long ago somebody typed; <c>null</c>: this system's way.</param>
/// <param name="time">The clock.</param>
sealed class PersonWatch(Func<TimeSpan?>? look, TimeProvider time)
{
    /// <summary>The kernel's own note is no finer.</summary>
    static readonly TimeSpan s_fresh = TimeSpan.FromSeconds(1);

    readonly Func<TimeSpan?> _look = look ?? (OperatingSystem.IsLinux() ? new Terminals("", time).Idle : static () => null);
    TimeSpan? _idle, _lookedAt;

    /// <summary>Time since somebody typed; <c>null</c>: the policy does not ask, or it cannot be told.</summary>
    public TimeSpan? Idle(AdmissionPolicy policy, TimeSpan now)
    {
        if (policy is not GovernorPolicy { Aggressiveness.QuietTime: not null }) return null;
        if (!(now - _lookedAt < s_fresh)) (_idle, _lookedAt) = (_look(), now);
        return _idle + (now - _lookedAt);
    }
}
