using System.Globalization;
using System.Runtime.CompilerServices;
using Gossamer.Mesh;

namespace Gossamer.Bench.Directory;

/// <summary>Live bytes after a full collection, less those before, of one remote server's users with one connection each.</summary>
internal static class Footprint
{
    public static void Print(UserName[] names)
    {
        Print("retained, taken as a snapshot", names, static (directory, all) =>
            directory.Replace(new("server-2"), all.ToDictionary(static name => name, static _ => 1)));
        Print("retained, joined one by one", names, static (directory, all) =>
        {
            foreach (var name in all)
                directory.Set(new("server-2"), name, 1);
        });
    }

    /// <summary>Rooms of ten members at a server, 60 in 100 at one server, 40 at two.</summary>
    public static void PrintRooms(int count)
    {
        RoomKey[] rooms = [.. Enumerable.Range(0, count).Select(static n => RoomKey.Of("/", $"room {n}"))];
        var directory = new UserDirectory();
        var before = LiveBytes();
        FillRooms(directory, rooms);
        var bytes = LiveBytes() - before;
        GC.KeepAlive(directory);
        GC.KeepAlive(rooms);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| retained: {count:N0} rooms on four servers | {bytes:N0} bytes, {(double)bytes / count:0.0} a room |"));
    }

    /// <summary>On its own, so that nothing of it is alive when it is measured.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FillRooms(UserDirectory directory, RoomKey[] rooms)
    {
        NodeId[] servers = [new("server-1"), new("server-2"), new("server-3"), new("server-4")];
        for (var server = 0; server < servers.Length; server++)
        {
            var here = rooms.Where((_, n) => n % servers.Length == server || (n % 5 < 2 && (n + 1) % servers.Length == server));
            directory.Replace(servers[server], here.ToDictionary(static room => room.Name, static _ => 10));
        }
    }

    private static void Print(string what, UserName[] names, Action<UserDirectory, UserName[]> fill)
    {
        var directory = new UserDirectory();
        var before = LiveBytes();
        fill(directory, names);
        var bytes = LiveBytes() - before;
        GC.KeepAlive(directory);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
                $"| {what}: {names.Length:N0} names | {bytes:N0} bytes, {(double)bytes / names.Length:0.0} a name |"));
    }

    private static long LiveBytes()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
