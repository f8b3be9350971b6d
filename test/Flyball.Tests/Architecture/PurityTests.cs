using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Flyball.Tests.Architecture;

/// <summary>Deciding is pure: the code of Admission gets all that it knows from its arguments, and does nothing to the world.</summary>
public sealed class PurityTests
{
    /// <summary>Types and namespaces (these end in a dot) that are a clock, a file, a process, a thread, a log, chance or surroundings.</summary>
    static readonly string[] s_impure =
    [
        "System.DateTime", "System.DateTimeOffset", "System.TimeProvider", "System.Environment", "System.AppContext", "System.Random", "System.Guid",
        "System.Console", "System.IO.", "System.Diagnostics.", "System.Threading.", "System.Net.", "System.Security.", "System.Runtime.InteropServices.",
        "Microsoft.Win32.", "Flyball.Load.ILoadSampler", "Flyball.Load.LoadSampler", "Flyball.Load.RecordedLoad", "Flyball.Load.Linux.",
    ];

    [Fact]
    public void Admission_has_no_clock_file_process_thread_log_or_chance()
    {
        using ModuleDefinition module = ModuleDefinition.ReadModule(typeof(JobController).Assembly.Location);
        TypeDefinition[] types = [.. module.Types.Where(type => type.Namespace == "Flyball.Admission").SelectMany(WithNested)];
        types.Length.ShouldBeGreaterThan(10);
        types.SelectMany(Uses).Where(use => IsImpure(use.Used)).Select(use => $"{use.User} uses {use.Used}").Distinct().ShouldBeEmpty();
    }

    static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    static IEnumerable<(string User, string Used)> Uses(TypeDefinition type)
    {
        foreach (FieldDefinition field in type.Fields)
            foreach (string used in Names(field.FieldType)) yield return (field.FullName, used);
        foreach (MethodDefinition method in type.Methods)
            foreach (TypeReference used in Signature(method).Concat(Body(method)))
                foreach (string name in Names(used)) yield return (method.FullName, name);
    }

    static IEnumerable<TypeReference> Signature(MethodDefinition method) => method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType);

    static IEnumerable<TypeReference> Body(MethodDefinition method)
    {
        if (!method.HasBody) yield break;
        foreach (VariableDefinition variable in method.Body.Variables) yield return variable.VariableType;
        foreach (Instruction instruction in method.Body.Instructions)
        {
            if (instruction.Operand is TypeReference type) yield return type;
            if (instruction.Operand is MemberReference { DeclaringType: { } declaring }) yield return declaring;
        }
    }

    /// <summary>A type, and of a constructed one its arguments too.</summary>
    static IEnumerable<string> Names(TypeReference type)
    {
        yield return type.GetElementType().FullName;
        if (type is TypeSpecification { ElementType: { } element })
            foreach (string name in Names(element)) yield return name;
        if (type is not GenericInstanceType constructed) yield break;
        foreach (TypeReference argument in constructed.GenericArguments)
            foreach (string name in Names(argument)) yield return name;
    }

    static bool IsImpure(string name) => s_impure.Any(impure => impure.EndsWith('.') ? name.StartsWith(impure, StringComparison.Ordinal) : name == impure);
}
