using System.Reflection;

namespace Ledger.Rpc.Tests.Core;

/// <summary>Lists what other assemblies can use of the Grpc.Core namespaces: one line for each type and member.</summary>
internal static class SurfaceListing
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance
        | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IReadOnlyList<string> Of(Assembly assembly)
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        foreach (Type type in assembly.GetTypes().Where(IsOfSurface))
        {
            lines.Add($"{type} : {type.BaseType} sealed={type.IsSealed} abstract={type.IsAbstract}");
            foreach (MemberInfo member in type.GetMembers(Declared).Where(IsUsable))
                lines.Add($"{type}::{Modifiers(member)}{member} ({Parameters(member)})");
        }

        return [.. lines];
    }

    private static bool IsOfSurface(Type type) =>
        type.IsVisible
        && type.Namespace is { } name
        && (name is "Grpc.Core" || name.StartsWith("Grpc.Core.", StringComparison.Ordinal));

    private static bool IsUsable(MemberInfo member) => member switch
    {
        MethodBase method => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly,
        FieldInfo field => field.IsPublic || field.IsFamily,
        _ => false,
    };

    private static string Modifiers(MemberInfo member) => member is not MethodInfo method ? ""
        : method.IsStatic ? "static "
        : method.IsAbstract ? "abstract "
        : method.IsVirtual ? "virtual "
        : "";

    private static string Parameters(MemberInfo member) => member is MethodBase method
        ? string.Join(", ", method.GetParameters().Select(static p => p.IsOptional ? $"[{p.Name}]" : p.Name))
        : "";
}
