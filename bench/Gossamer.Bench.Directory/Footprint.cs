using System.Globalization;
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
