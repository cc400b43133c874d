namespace Gossamer.Mesh.Simulation;

/// <summary>One seed of clients that come back anywhere: the invariants of docs/mesh-protocol.md section 11.</summary>
internal static class ClientRun
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    internal static RunResult Of(ulong seed, TextWriter? tell = null, Plan? plan = null)
    {
        var world = new World(seed, Setting.ForClients(seed), tell);
        world.Clients.Plan = plan ?? Plan.Of(seed);
        var result = new RunResult { Seed = seed, Nodes = world.Setting.Nodes, IsOfClients = true };
        try
        {
            var faults = new ClientFaults(world, world.Clients.Plan);
            faults.Start();
            Every(world, CheckInterval, world.Clients.Ledger.CheckGaps);
            Every(world, CheckInterval, world.Storms.Calm);
            faults.Run();
            faults.End();
            foreach (var client in world.Clients.All)
                ClientLedger.Require(client.IsReady, "back", $"client {client.Number} did not get back in");
            world.Clients.Ledger.Close();
            world.Clients.Rooms.Close();
        }
        catch (Violation violation)
        {
            result = result with { Violation = violation };
        }

        return result with
        {
            Sum = world.Trace.Sum,
            LastEvents = result.Violation is null ? [] : [.. world.Trace.LastEvents()],
            Events = world.Timeline.Events,
            Virtual = TimeSpan.FromTicks(world.Timeline.Now),
            Messages = world.Clients.Ledger.Messages,
            Delivered = world.Clients.Ledger.Received,
        };
    }

    private static void Every(World world, TimeSpan interval, Action action) => world.Lane.After(interval.Ticks, () =>
    {
        action();
        Every(world, interval, action);
    });
}
