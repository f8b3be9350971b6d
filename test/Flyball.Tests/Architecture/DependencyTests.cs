using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Flyball.Tests.Architecture;

/// <summary>Dependencies point one way: controller → Queue → Execution → Admission → Load → Jobs.</summary>
public sealed class DependencyTests
{
    const string Controller = @"^Flyball$", Queue = @"^Flyball\.Queue", Execution = @"^Flyball\.Execution", Admission = @"^Flyball\.Admission",
        Load = @"^Flyball\.Load", Jobs = @"^Flyball\.Jobs";

    static readonly ArchUnitNET.Domain.Architecture s_architecture = new ArchLoader().LoadAssemblies(typeof(JobController).Assembly).Build();

    [Fact]
    public void Jobs_use_nothing_else() => Forbid(Jobs, Load, Admission, Execution, Queue, Controller);

    [Fact]
    public void Load_uses_jobs_only() => Forbid(Load, Admission, Execution, Queue, Controller);

    [Fact]
    public void Admission_uses_load_and_jobs_only() => Forbid(Admission, Execution, Queue, Controller);

    [Fact]
    public void Execution_does_not_use_the_queue() => Forbid(Execution, Queue);

    [Fact]
    public void Execution_knows_the_controller_by_the_options_it_is_made_from_alone()
    {
        IObjectProvider<IType> controller = Types().That().ResideInNamespaceMatching(Controller).And().AreNot(typeof(JobControllerOptions));
        Types().That().ResideInNamespaceMatching(Execution).Should().NotDependOnAny(controller).Check(s_architecture);
    }

    [Fact]
    public void The_queue_does_not_use_the_controller() => Forbid(Queue, Controller);

    [Fact]
    public void The_library_uses_no_package()
    {
        IEnumerable<string> foreign = typeof(JobController).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal));
        foreign.ShouldBeEmpty();
    }

    static void Forbid(string user, params ReadOnlySpan<string> used)
    {
        foreach (string name in used)
            Types().That().ResideInNamespaceMatching(user).Should().NotDependOnAny(Types().That().ResideInNamespaceMatching(name)).Check(s_architecture);
    }
}
