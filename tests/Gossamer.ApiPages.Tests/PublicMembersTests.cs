using System.Reflection;
using System.Runtime.CompilerServices;
using Gossamer.Tests;

namespace Gossamer.ApiPages.Tests;

/// <summary>What reflection finds public in the packages is in docs/api, whatever the generator takes for public.</summary>
public sealed class PublicMembersTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static TheoryData<string> Packages => [.. PackageProject.Find(Repository.Root.FullName).Select(static package => package.Name)];

    [Theory]
    [MemberData(nameof(Packages))]
    public void Types_OfAPackage_HaveEachAPageWithEachMember(string package)
    {
        var pages = PageFolder.Read(Path.Combine(Repository.Root.FullName, "docs", "api", package));
        var types = Assembly.Load(package).GetExportedTypes();

        types.ShouldNotBeEmpty();
        types.SelectMany(type => Missing(type, pages)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Missing(Type type, IReadOnlyDictionary<string, string> pages)
    {
        var path = type.FullName![(type.Namespace!.Length + 1)..].Replace('+', '.').Replace('`', '-') + ".md";
        return pages.TryGetValue(path, out var page)
            ? Names(type).CountBy(static name => name, StringComparer.Ordinal).Where(name => CountOn(page, type, name.Key) != name.Value)
                .Select(name => $"{type.FullName}.{name.Key}: {name.Value} declared, {CountOn(page, type, name.Key)} on its page")
            : [$"{type.FullName}: no page {path}"];
    }

    private static int CountOn(string page, Type type, string name)
    {
        string[] starts = type.IsEnum ? [$"| `{name}` |"] : [$"### `{name}`", $"### `{name}(", $"### `{name}<", $"### `{name}["];
        return page.Split('\n').Count(line => starts.Any(start => line.StartsWith(start, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Names(Type type) => typeof(Delegate).IsAssignableFrom(type) ? [] : type.GetMembers(Declared)
        .Where(static member => !member.IsDefined(typeof(CompilerGeneratedAttribute)) && IsOffered(member))
        .Select(static member => member is PropertyInfo property && property.GetIndexParameters().Length > 0 ? "this" : member.Name)
        .Where(static name => name is not ("value__" or "EqualityContract"));

    /// <summary>Accessors, operators and constructors have special names: the page has them under other ones.</summary>
    private static bool IsOffered(MemberInfo member) => member switch
    {
        MethodInfo method => !method.IsSpecialName && IsOffered(method),
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsOffered),
        EventInfo @event => IsOffered(@event.AddMethod!),
        _ => false,
    };

    private static bool IsOffered(MethodInfo method) => method.IsPublic
        || ((method.IsFamily || method.IsFamilyOrAssembly) && !method.DeclaringType!.IsSealed);
}
