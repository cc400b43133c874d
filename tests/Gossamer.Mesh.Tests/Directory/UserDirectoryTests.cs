using CsCheck;
using Gossamer.Mesh.Simulation;

namespace Gossamer.Mesh.Tests;

public sealed class UserDirectoryTests
{
    private static readonly NodeId N1 = new("n1");
    private static readonly NodeId N2 = new("n2");
    private readonly UserDirectory _directory = new();

    [Fact]
    public void Set_UserOnTwoNodes_FindGivesBoth()
    {
        _directory.Set(N1, SimNode.Name("Anna"), 2).ShouldBe((0, true));
        _directory.Set(N2, SimNode.Name("Anna"), 1).ShouldBe((0, false));
        var found = _directory.Find(SimNode.Name("Anna"));
        found.ConnectionsAt(N1).ShouldBe(2);
        found.ConnectionsAt(N2).ShouldBe(1);
        found.TotalConnections.ShouldBe(3);
        _directory.Count.ShouldBe(1);
    }

    [Fact]
    public void ConnectionsChanged_ACountThatChanges_IsRaisedForThatUserAndForManyAtOnceWithoutOne()
    {
        List<string> raised = [];
        _directory.ConnectionsChanged += user => raised.Add(user?.Value ?? "many");

        _directory.Set(N1, SimNode.Name("Anna"), 1);
        _directory.Set(N1, SimNode.Name("Anna"), 1);
        _directory.Set(N2, SimNode.Name("Anna"), 2);
        _directory.Set(N1, SimNode.Name("Billy"), 0);
        _directory.Replace(N2, []);

        raised.ShouldBe(["Anna", "Anna", "many"]);
    }

    [Fact]
    public void Version_OnlyNamesCount()
    {
        _directory.Set(N1, SimNode.Name("Anna"), 1);
        var version = _directory.Version;
        _directory.Set(N1, SimNode.Name("Anna"), 2);
        _directory.Version.ShouldBe(version);
        _directory.Set(N1, SimNode.Name("Anna"), 0).ShouldBe((2, true));
        _directory.Version.ShouldBeGreaterThan(version);
        _directory.Find(SimNode.Name("Anna")).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Walk_Utf16UnitsOrder()
    {
        foreach (var name in new[] { "b", "a", "Z", "\uff5e", "😀", "10", "9" })
            _directory.Set(N1, SimNode.Name(name), 1);
        _directory.NamesInOrder().ShouldBe(["10", "9", "Z", "a", "b", "😀", "\uff5e"]);
    }

    [Fact]
    public void AnyChanges_AgreesWithPlainModel() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5], Gen.Int[0, 3]).List[0, 60].Sample(steps =>
        {
            var directory = new UserDirectory();
            var model = new Dictionary<(int Node, int User), int>();
            foreach (var (node, user, count) in steps)
            {
                if (node == 3) // replace all of node 0
                {
                    directory.Replace(new("n0"), new() { [SimNode.Name($"u{user}")] = count + 1 });
                    foreach (var key in model.Keys.Where(k => k.Node == 0).ToArray())
                        model.Remove(key);
                    model[(0, user)] = count + 1;
                    continue;
                }

                directory.Set(new($"n{node}"), SimNode.Name($"u{user}"), count).Previous.ShouldBe(model.GetValueOrDefault((node, user)));
                if (count == 0)
                    model.Remove((node, user));
                else
                    model[(node, user)] = count;
            }

            directory.NamesInOrder().ShouldBe(model.Keys.Select(k =>
                $"u{k.User}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
            directory.Count.ShouldBe(directory.NamesInOrder().Length);
            foreach (var ((node, user), count) in model)
                directory.Find(SimNode.Name($"u{user}")).ConnectionsAt(new($"n{node}")).ShouldBe(count);
        });
}
