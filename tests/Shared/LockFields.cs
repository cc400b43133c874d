using System.Reflection;

namespace Gossamer.Tests;

/// <summary>Which types of an assembly have locks.</summary>
internal static class LockFields
{
    private const BindingFlags All =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>The types with a field of the lock's type, by name, nested ones behind those that they are in.</summary>
    internal static string[] OwnersIn(Assembly assembly, Type lockType) =>
        [.. assembly.GetTypes().Where(type => !IsOfTheCompiler(type) && type.GetFields(All).Any(field => field.FieldType == lockType))
            .Select(NameOf).Order(StringComparer.Ordinal)];

    private static bool IsOfTheCompiler(Type type) => type.Name.StartsWith('<'); // what a lambda keeps

    private static string NameOf(Type type) =>
        (type.DeclaringType is { } outer ? NameOf(outer) + "." : "") + type.Name.Split('`')[0];
}
