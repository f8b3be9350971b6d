using System.Reflection;
using System.Runtime.CompilerServices;
using Flyball.Admission;

namespace Flyball.Tests.Architecture;

/// <summary>What is handed around does not change: it is safe for every thread and means the same later on.</summary>
public sealed class MutabilityTests
{
    /// <summary>A buffer, accounts and a form to fill in; and the controller, which is made to change.</summary>
    static readonly Type[] s_mutable = [typeof(Plan), typeof(SiblingUse), typeof(SiblingTraffic), typeof(JobControllerOptions), typeof(JobController)];

    /// <summary>The public types of the controller, of what it is told and what it decides; and every record elsewhere.</summary>
    static IEnumerable<Type> Values => typeof(JobController).Assembly.GetExportedTypes()
        .Where(type => type is { IsInterface: false, IsEnum: false })
        .Where(type => type.Namespace is "Flyball" or "Flyball.Jobs" or "Flyball.Admission" || IsRecord(type));

    [Fact]
    public void Values_cannot_be_changed()
    {
        Values.Count().ShouldBeGreaterThan(30);
        Values.Except(s_mutable).SelectMany(Changeable).ShouldBeEmpty();
    }

    [Fact]
    public void No_exception_is_named_without_need() => s_mutable.Where(type => !Changeable(type).Any()).ShouldBeEmpty();

    static IEnumerable<string> Changeable(Type type)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        IEnumerable<string> fields = type.GetFields(Own).Where(field => !field.IsInitOnly).Select(field => $"{type.Name}.{field.Name}");
        IEnumerable<string> properties = type.GetProperties(Own).Where(IsSettable).Select(property => $"{type.Name}.{property.Name}");
        return fields.Concat(properties);
    }

    static bool IsSettable(PropertyInfo property) =>
        property.SetMethod is { } setter && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null;
}
