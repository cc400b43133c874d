namespace Gossamer.Mesh.Simulation;

/// <summary>
/// One seed from start to end: servers start, faults and users come and go, the faults end, and within the bound all is as it
/// should be and stays so; then everybody talks to everybody and it arrives.
/// </summary>
internal static class Run
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan MeasureInterval = TimeSpan.FromSeconds(0.1);

    internal static RunResult Of(ulong seed, int? nodes = null, TextWriter? tell = null)
    {
        var world = new World(seed, new(seed, nodes), tell);
        var setting = world.Setting;
        var result = new RunResult { Seed = seed, Nodes = setting.Nodes, NodesAsked = nodes, IsHostile = setting.Hostility > 0 };
        try
        {
            var faults = new Faults(world);
            faults.StartServers();
            Watch(world);
            faults.Run();
            faults.End();
            result = Converge(world, result);
            Aftermath.Check(world);
            Truth.CheckGaps(world);
            world.Ledger.Close();
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
            Messages = world.Ledger.Messages,
            Delivered = world.Ledger.Delivered,
        };
    }

    private static void Watch(World world) => world.Lane.After(CheckInterval.Ticks, () =>
    {
        Truth.CheckAlways(world);
        world.Ledger.Check();
        world.Storms.Calm();
        Watch(world);
    });

    private static RunResult Converge(World world, RunResult result)
    {
        var options = new MeshOptions();
        world.Setting.Configure(options);
        var snapshot = 2 * world.Setting.Crossings * world.Setting.LatencyMax; // one may be under way when another is asked for
        var linked = Bound.Linked(options, world.Setting.LatencyMax) + snapshot;
        var healed = Bound.Healed(options, world.Setting.LatencyMax) + snapshot;
        var directories = result.IsHostile ? healed : linked;
        var (start, truth) = (world.Timeline.Now, Truth.Of(world));
        long? truthful = null, up = null;
        while (world.Timeline.Now - start < directories.Ticks)
        {
            world.Timeline.RunUntil(Math.Min(world.Timeline.Now + MeasureInterval.Ticks, start + directories.Ticks));
            var elapsed = world.Timeline.Now - start;
            truthful = world.Live.All(s => Truth.Difference(s, truth) is null) ? truthful ?? elapsed : null;
            up = world.Live.All(s => Truth.LinkFault(world, s) is null) ? up ?? elapsed : null;
            if (elapsed >= linked.Ticks)
                Require(world, s => Truth.LinkFault(world, s), "links-up", linked);
        }

        Require(world, s => Truth.Difference(s, truth), "directories", directories);
        return result with
        {
            Directories = TimeSpan.FromTicks(truthful ?? 0), Links = TimeSpan.FromTicks(up ?? 0),
            DirectoriesBound = directories, LinksBound = linked,
        };
    }

    private static void Require(World world, Func<Server, string?> fault, string invariant, TimeSpan bound)
    {
        foreach (var server in world.Live)
            if (fault(server) is { } found)
                throw new Violation(invariant, $"{bound.TotalSeconds:F1} s after the last fault {found}");
    }
}
