using CsCheck;

namespace Gossamer.Mesh.Tests;

/// <summary>The directory beside a plain dictionary, through any changes.</summary>
public sealed class DirectoryModelTests
{
    private sealed class Model : Dictionary<UserName, Dictionary<int, int>>
    {
        public IEnumerable<UserName> Sorted => Keys.Order();

        public int Set(int node, UserName user, int connections)
        {
            var at = TryGetValue(user, out var known) ? known : this[user] = [];
            var previous = at.GetValueOrDefault(node);
            at[node] = connections;
            if (connections == 0)
                at.Remove(node);
            if (at.Count == 0)
                Remove(user);
            return previous;
        }
    }

    private static readonly Gen<int> Node = Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 300]);
    private static readonly Gen<int> Connections = Gen.OneOf(Gen.Const(1), Gen.Int[0, 3], Gen.Const(int.MaxValue));

    private static NodeId Id(int node) => new($"node {node}");

    [Fact]
    public void AnyChanges_OfAnyNames_AgreeWithTheModel() => Gen.Select(
        AnyName.Gen.Array[1, 400],
        Gen.Select(Gen.Int[0, 399], Node, Connections).Array[0, 900],
        Gen.Int[1, 200]).Sample((names, steps, every) =>
        {
            var (directory, model) = (new UserDirectory(), new Model());
            var (kept, keptNames) = (directory.Current, new HashSet<UserName>());
            for (var i = 0; i < steps.Length; i++)
            {
                var (name, node, connections) = (names[steps[i].Item1 % names.Length], steps[i].Item2, steps[i].Item3);
                var (had, version) = (model.ContainsKey(name), directory.Version);
                var previous = model.Set(node, name, connections);
                directory.Set(Id(node), name, connections).ShouldBe((previous, had != model.ContainsKey(name)));
                (directory.Version != version).ShouldBe(had != model.ContainsKey(name));
                directory.Find(name).ConnectionsAt(Id(node)).ShouldBe(connections, "the last look-up is not what is found now");
                if (i % every != 0)
                    continue;
                ShouldChange(kept, directory.Current, keptNames, [.. model.Keys]);
                (kept, keptNames) = (directory.Current, [.. model.Keys]);
            }

            ShouldBe(directory.Current, model);
        });

    [Fact]
    public void Replace_OfAnyServersUsers_AgreesWithTheModel() => Gen.Select(
        Gen.Select(AnyName.Gen, Node, Connections).Array[0, 300],
        Gen.Select(AnyName.Gen, Gen.Int[1, 3]).Array[0, 300],
        Gen.Int[0, 3]).Sample((before, now, node) =>
        {
            var (directory, model) = (new UserDirectory(), new Model());
            foreach (var (name, at, connections) in before)
            {
                directory.Set(Id(at), name, connections);
                model.Set(at, name, connections);
            }
            var (kept, keptNames) = (directory.Current, model.Keys.ToHashSet());
            Dictionary<UserName, int> users = [];
            foreach (var (name, connections) in now.Concat(before.Where((_, i) => i % 3 == 0).Select(user => (user.Item1, 2))))
                users[name] = connections;

            var result = directory.Replace(Id(node), users);

            var previous = model.Where(user => user.Value.ContainsKey(node)).Select(user => user.Key).ToArray();
            foreach (var name in previous)
                model.Set(node, name, 0);
            foreach (var (name, connections) in users)
                model.Set(node, name, connections);
            result.ShouldBe((previous.Length, !keptNames.SetEquals(model.Keys)));
            ShouldBe(directory.Current, model);
            ShouldChange(kept, directory.Current, keptNames, [.. model.Keys]);
        });

    [Fact]
    public void WalkAfter_AnyName_GivesThoseBehindIt() =>
        Gen.Select(AnyName.Gen.Array[0, 300], AnyName.Gen).Sample((names, after) =>
        {
            var directory = new UserDirectory();
            foreach (var name in names)
                directory.Set(Id(0), name, 1);

            foreach (var from in names.Take(3).Append(after))
                Names(directory.Current.WalkAfter(from)).ShouldBe(names.Distinct().Order().Where(name => name > from));
        });

    private static void ShouldBe(UserSnapshot users, Model model)
    {
        users.Count.ShouldBe(model.Count);
        Names(users.Walk()).ShouldBe(model.Sorted);
        foreach (var (name, at) in model)
            users.Find(name).AsSpan().ToArray().ToDictionary(l => l.Node, l => l.Connections)
                .ShouldBe(at.ToDictionary(l => Id(l.Key), l => l.Value), ignoreOrder: true);
        for (var walk = users.Walk(); walk.MoveNext();)
            walk.Locations.ShouldBe(users.Find(SimNode.Name(walk.Name.ToString())));
    }

    private static void ShouldChange(UserSnapshot before, UserSnapshot now, HashSet<UserName> had, HashSet<UserName> has)
    {
        var changes = now.ChangesSince(before);
        changes.Joined.ShouldBe(has.Except(had).Order());
        changes.Left.ShouldBe(had.Except(has).Order());
    }

    private static List<UserName> Names(UserWalk walk)
    {
        List<UserName> names = [];
        while (walk.MoveNext())
            names.Add(SimNode.Name(walk.Name.ToString()));
        return names;
    }
}
