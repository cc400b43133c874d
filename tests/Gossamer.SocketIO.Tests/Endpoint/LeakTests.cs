using System.Collections;
using System.Reflection;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>By itself: other tests' memory would be in its way.</summary>
[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
[Collection(nameof(LeakTests))]
public sealed class LeakTests
{
    private const int Connections = 10_000;
    private const int AtATime = 200;

    /// <summary>Until the tables and pools that grow to the size of the crowd have done so.</summary>
    private const int WarmUp = 4_000;

    /// <summary>
    /// From one measurement to the next the memory in use moves by some tens of KB either way, pools and tables of the runtime's included.
    /// Were a session kept, with its socket more than 1.5 KB, for one kind of end alone, a 35th of the connections, it would be 400 KB.
    /// </summary>
    private const long Tolerance = 256 * 1024;

    /// <summary>Connections come and go by every kind of end, on a real Kestrel: nothing of them may stay.</summary>
    [Fact]
    public async Task TenThousandConnections_EndInEveryWay_NothingStays()
    {
        await using var server = await Ends.StartAsync();
        await VisitAsync(server, WarmUp);
        var before = await MeasureAsync(server);

        var reasons = await VisitAsync(server, Connections);

        reasons.Order(StringComparer.Ordinal).ShouldBe(Ends.Reasons);
        var more = await MeasureAsync(server) - before;
        TestContext.Current.SendDiagnosticMessage($"{more} bytes more than before after {Connections} connections");
        more.ShouldBeLessThan(Tolerance);
    }

    /// <returns>The reasons for which sockets ended.</returns>
    private static async Task<HashSet<string>> VisitAsync(Ends server, int connections)
    {
        var reasons = new HashSet<string>(StringComparer.Ordinal);
        for (var first = 0; first < connections; first += AtATime)
        {
            await server.VisitAsync(first, AtATime);
            AssertEmpty(server.Io);
            reasons.UnionWith(server.TakeReasons());
        }

        return reasons;
    }

    private static void AssertEmpty(SocketIOServer io)
    {
        io.ConnectionCount.ShouldBe(0);
        Count(io.Engine.Sessions, "_sessions").ShouldBe(0);
        io.Main.PresentSockets.ShouldBeEmpty();
        io.Of(Ends.Guarded).PresentSockets.ShouldBeEmpty();
        Count(io.Namespaces, "_dynamic").ShouldBe(0);
        io.Main.Adapter.Rooms.ShouldBeEmpty();
        Count(io.Main.Adapter, "_roomsOf").ShouldBe(0);
        foreach (var table in new[] { "_all", "_waiting", "_oldestFirst" })
            Count(io.Recoverable!, table).ShouldBe(0, table);
    }

    private static int Count(object owner, string table) =>
        ((ICollection)owner.GetType().GetField(table,
            BindingFlags.Instance | BindingFlags.NonPublic).ShouldNotBeNull(table).GetValue(owner)!).Count;

    /// <summary>The memory in use, once the sockets there have been are garbage.</summary>
    private static async Task<long> MeasureAsync(Ends server)
    {
        await UntilCollectedAsync(server.Forget());
        await Task.Yield(); // what is on the stack of the last visit may stay until then
        return InUse();
    }

    private static Task UntilCollectedAsync(IReadOnlyList<WeakReference> sockets) => Patience.UntilAsync(
        () =>
        {
            GC.Collect();
            return !sockets.Any(socket => socket.IsAlive);
        },
        "sockets that have ended are garbage");

    /// <summary>All but the heap of pinned objects: Kestrel's pool of buffers, which has the size of the largest crowd so far.</summary>
    private static long InUse()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        const int Pinned = 4;
        var use = 0L;
        foreach (var generation in GC.GetGCMemoryInfo(GCKind.FullBlocking).GenerationInfo[..Pinned])
            use += generation.SizeAfterBytes - generation.FragmentationAfterBytes;
        return use;
    }
}
