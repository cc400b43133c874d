using System.Diagnostics;
using System.Globalization;
using Gossamer.Mesh;

namespace Gossamer.Bench.Directory;

/// <summary>How long each operation takes, the median of several rounds over all names in an order of their own.</summary>
internal static class Timings
{
    private const int Rounds = 9;

    public static void Print(UserName[] names, int servers)
    {
        var nodes = Enumerable.Range(1, servers).Select(n => new NodeId($"server-{n}")).ToArray();
        var directory = new UserDirectory();
        for (var i = 0; i < names.Length; i++)
            directory.Set(nodes[i % servers], names[i], 1);
        var absent = RandomNames.Make(names.Length, seed: 2);
        var order = names.ToArray();
        new Random(3).Shuffle(order);
        var some = order[..(names.Length / 10)];
        var nodeOf = names.Select((name, i) => (name, i)).ToDictionary(static pair => pair.name, pair => nodes[pair.i % servers]);
        var here = some.Select(name => nodeOf[name]).ToArray();

        Row(servers, "look-up, present", order.Length, () => Find(directory, order));
        Row(servers, "look-up, absent", absent.Length, () => Find(directory, absent));
        var (remove, insert) = RemoveAndInsert(directory, some, here);
        Row(servers, "remove", remove);
        Row(servers, "insert", insert);
        Row(servers, "walk, a name", names.Length, () => Walk(directory));
        RowOfOne(servers, "take a server's snapshot of all names", () =>
            directory.Replace(new("another"), names.ToDictionary(static name => name, static _ => 1)));
        directory.Replace(new("another"), []);
        var before = directory.Current;
        directory.Set(nodes[0], absent[0], 1);
        Row(servers, "difference of one name", 1, () => directory.Current.ChangesSince(before));
    }

    private static void Find(UserDirectory directory, UserName[] names)
    {
        var found = 0;
        foreach (var name in names)
            found += directory.Find(name).Count;
        GC.KeepAlive(found);
    }

    private static void Walk(UserDirectory directory)
    {
        var units = 0;
        for (var walk = directory.Current.Walk(); walk.MoveNext();)
            units += walk.Name.Length;
        GC.KeepAlive(units);
    }

    private static (double Remove, double Insert) RemoveAndInsert(UserDirectory directory, UserName[] names, NodeId[] nodes)
    {
        List<double> removes = [], inserts = [];
        for (var round = 0; round < Rounds; round++)
        {
            removes.Add(Nanoseconds(names.Length, () => SetAll(directory, names, nodes, 0)));
            inserts.Add(Nanoseconds(names.Length, () => SetAll(directory, names, nodes, 1)));
        }

        return (Median(removes), Median(inserts));
    }

    private static void SetAll(UserDirectory directory, UserName[] names, NodeId[] nodes, int connections)
    {
        for (var i = 0; i < names.Length; i++)
            directory.Set(nodes[i], names[i], connections);
    }

    private static void Row(int servers, string what, int operations, Action run) =>
        Row(servers, what, Median([.. Enumerable.Range(0, Rounds).Select(_ => Nanoseconds(operations, run))]));

    private static void Row(int servers, string what, double nanoseconds) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what}, {servers} servers | {nanoseconds:N0} ns |"));

    private static void RowOfOne(int servers, string what, Action run) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
            $"| {what}, {servers} servers | {Median([.. Enumerable.Range(0, 3).Select(_ => Nanoseconds(1, run))]) / 1e6:0} ms |"));

    private static double Nanoseconds(int operations, Action run)
    {
        var start = Stopwatch.GetTimestamp();
        run();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / operations;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
