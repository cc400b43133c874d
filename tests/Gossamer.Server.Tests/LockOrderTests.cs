using System.Reflection;
using Gossamer.Mesh;
using Gossamer.Server.Hosting;
using Gossamer.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace Gossamer.Server.Tests;

/// <summary>Whoever adds a lock says in "Lock order" of docs/architecture.md what may be called under it.</summary>
public sealed class LockOrderTests
{
    private static readonly Assembly Direct = typeof(MeshDirectBuilderExtensions).Assembly;
    private static readonly Assembly Legacy = typeof(MeshLegacyBuilderExtensions).Assembly;

    [Theory]
    [InlineData(typeof(MeshNode))]
    [InlineData(typeof(MeshDirectBuilderExtensions))]
    [InlineData(typeof(MeshLegacyBuilderExtensions))]
    [InlineData(typeof(SiteGroup))]
    public void Types_WithALock_AreNamedInTheLockOrder(Type ofAssembly)
    {
        var named = Section().Split('`').Where(static (_, part) => part % 2 == 1).Select(OutermostType).ToHashSet(StringComparer.Ordinal);

        OwnersIn(ofAssembly.Assembly).Where(owner => !named.Contains(OutermostType(owner))).ShouldBeEmpty();
    }

    /// <summary>The order of other locks is not checked while tests run: nothing that takes a lock is called under this one.</summary>
    [Fact]
    public void Fields_OfTheTransports_AreOrderedLocksOrOfALeaf()
    {
        LockFields.OwnersIn(Direct, typeof(Lock)).ShouldBe(["RepeatedLines"]);
        LockFields.OwnersIn(Legacy, typeof(Lock)).ShouldBeEmpty();
        LockFields.OwnersIn(Direct, typeof(OrderedLock)).ShouldBe(["NonceMemory"]);
        LockFields.OwnersIn(Legacy, typeof(OrderedLock)).ShouldBe(["AnnouncedUsers", "LegacyPeer"]);
    }

    private static IEnumerable<string> OwnersIn(Assembly assembly) =>
        LockFields.OwnersIn(assembly, typeof(Lock)).Concat(LockFields.OwnersIn(assembly, typeof(OrderedLock)));

    private static string Section()
    {
        const string Title = "\n## Lock order\n";
        var page = Repository.Read("docs/architecture.md");
        var rest = page[(page.IndexOf(Title, StringComparison.Ordinal) + Title.Length)..];
        return rest[..rest.IndexOf("\n## ", StringComparison.Ordinal)];
    }

    private static string OutermostType(string name) => name.Split('.')[0];
}
