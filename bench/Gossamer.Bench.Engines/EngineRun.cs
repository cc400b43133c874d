using Gossamer.Bench.Load;

namespace Gossamer.Bench.Engines;

/// <summary>One mesh with its loads: they join, run a round at a time in turn with the other engine's, and leave it to rest.</summary>
internal sealed class EngineRun : IAsyncDisposable
{
    private const int Pairs = 32;
    private const int Rooms = 16;
    private const int InFlight = 512; // arrivals to come at a time, of all groups together

    private readonly List<PresenceRound> _presence = [];
    private readonly List<TalkRound> _chat = [];
    private readonly List<TalkRound> _rooms = [];
    private readonly List<(double P50, double P99)> _times = [];
    private readonly (double Server, double Nats) _memory;
    private readonly PresenceLoad _visitors;
    private readonly List<TalkGroup> _groups = [];
    private LoadRounds? _chatLoad;
    private LoadRounds? _roomLoad;
    private LatencyLoad? _latency;
    private RestFigures? _rest;

    private EngineRun(EngineMesh mesh) => (Mesh, _visitors, _memory) = (mesh, new(mesh), mesh.Memory());

    public EngineMesh Mesh { get; }

    /// <summary>What there is to say of it, once it was seen at rest.</summary>
    public EnginePoint Point => new(
        Mesh.Engine, Mesh.Count, _rest!, PresenceFigures.Of(Mesh.Engine, Mesh.Count, _rest!, _presence), TalkRound.Figures(_chat),
        TalkRound.Figures(_rooms), Figure.Of(_times.Select(static time => time.P50)), Figure.Of(_times.Select(static time => time.P99)));

    public static async Task<EngineRun> StartAsync(string program, Engine engine, int servers) =>
        new(await EngineMesh.StartAsync(program, engine, servers));

    public async Task WarmUpAsync(Plan plan)
    {
        await _visitors.RunAsync(plan.WarmUp / 2);
        await Mesh.WaitForUsersAsync(0);
        await JoinAsync();
        await WarmUpAsync(_chatLoad!, _groups.Take(Pairs), plan);
        await WarmUpAsync(_roomLoad!, _groups.Skip(Pairs), plan);
        await _latency!.RunAsync(plan.WarmUp / 2);
    }

    public async Task RunRoundAsync(Plan plan)
    {
        _presence.Add(await _visitors.RunAsync(plan.Presence));
        _chat.Add(await TalkRound.RunAsync(Mesh, _chatLoad!, plan.Talk));
        _rooms.Add(await TalkRound.RunAsync(Mesh, _roomLoad!, plan.Talk));
        _times.Add(await _latency!.RunAsync(plan.Calm));
    }

    /// <summary>Clients that are told of who comes and goes to the first server, at the last one. After the rounds.</summary>
    public async Task<Telling> TellAsync(TimeSpan duration)
    {
        const int Clients = 100;
        var reader = new ChangesReader();
        List<MeshClient> clients = [];
        for (var n = 0; n < Clients; n++)
            clients.Add(await MeshClient.JoinAsync(Mesh.EndPoints[^1], $"told-{n}", "changes", reader));
        await _visitors.RunAsync(duration / 4); // for the compilers
        var before = (reader.Messages, reader.Names, reader.Bytes);
        var round = await _visitors.RunAsync(duration);
        var messages = reader.Messages - before.Messages;
        // Less what it costs that their server is told.
        var told = PresenceFigures.Of(Mesh.Engine, Mesh.Count, _rest!, _presence).There.Median * round.Changes;
        foreach (var client in clients)
            await client.LeaveAsync();
        return new(
            (round.Used(static cpu => cpu.Servers[^1]) - told) / messages, (double)(reader.Names - before.Names) / messages,
            (double)(reader.Bytes - before.Bytes) / (reader.Names - before.Names));
    }

    public async Task LeaveAsync()
    {
        foreach (var group in _groups)
            await group.LeaveAsync();
        await _latency!.LeaveAsync();
        await Mesh.WaitForUsersAsync(0);
    }

    /// <summary>Waits while they use less and less: what ran just before is still being compiled anew.</summary>
    public static async Task WaitUntilCompiledAsync(IReadOnlyList<EngineRun> runs, Plan plan)
    {
        const double Hardly = 0.9;
        var (window, used) = (TimeSpan.FromSeconds(1), TimeSpan.MaxValue);
        for (var waited = TimeSpan.Zero; waited + window < plan.Rest / 3; waited += window)
        {
            var before = runs.Select(static run => run.Mesh.Cpu().All).ToArray();
            await Task.Delay(window);
            var now = TimeSpan.FromTicks(runs.Select((run, n) => run.Mesh.Cpu().All - before[n]).Sum(static time => time.Ticks));
            if (now > used * Hardly)
                return;
            used = now;
        }
    }

    /// <summary>All at once: none of them does anything.</summary>
    public static async Task RestAsync(IReadOnlyList<EngineRun> runs, TimeSpan duration)
    {
        List<(MeshCpu Cpu, LinkTraffic Traffic)> before = [];
        foreach (var run in runs)
            before.Add((run.Mesh.Cpu(), await run.Mesh.TrafficAsync()));
        await Task.Delay(duration);
        for (var n = 0; n < runs.Count; n++)
        {
            var mesh = runs[n].Mesh;
            var (cpu, traffic) = (mesh.Cpu() - before[n].Cpu, await mesh.TrafficAsync() - before[n].Traffic);
            var (seconds, sockets) = (duration.TotalSeconds, mesh.Sockets());
            var ends = mesh.Engine == Engine.Nats ? 1 : 2; // of each connection that are servers
            runs[n]._rest = new(
                Figure.Of(cpu.Servers.Select(time => time.TotalMicroseconds / seconds)), cpu.Nats.TotalMicroseconds / seconds,
                ends * traffic.Bytes / seconds / mesh.Count, ends * traffic.Segments / seconds / mesh.Count,
                sockets.Server, sockets.Nats, runs[n]._memory.Server, runs[n]._memory.Nats);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _chatLoad?.Dispose();
        _roomLoad?.Dispose();
        await Mesh.DisposeAsync();
    }

    /// <summary>For a time, and longer where other work on the machine leaves little of it: until so many have arrived.</summary>
    private async Task WarmUpAsync(LoadRounds load, IEnumerable<TalkGroup> groups, Plan plan)
    {
        const int AtMost = 4;
        var rounds = 0;
        do
            await load.RunAsync(plan.WarmUp);
        while (++rounds < AtMost && groups.Sum(static group => group.Delivered) < plan.WarmMessages * Mesh.Count);
    }

    private async Task JoinAsync()
    {
        List<TalkGroup> pairs = [];
        for (var number = 0; number < Pairs; number++)
            pairs.Add(await TalkGroup.PairAsync(Mesh, number, InFlight / Pairs));
        List<TalkGroup> rooms = [];
        for (var number = 0; number < Rooms; number++)
            rooms.Add(await TalkGroup.RoomAsync(Mesh, number, Math.Max(1, InFlight / Rooms / Mesh.Count)));
        _latency = await LatencyLoad.JoinAsync(Mesh);
        _groups.AddRange([.. pairs, .. rooms]);
        (_chatLoad, _roomLoad) = (new(pairs, () => Mesh.Cpu().All), new(rooms, () => Mesh.Cpu().All));
        await Mesh.WaitForUsersAsync((2 * Pairs) + (Rooms * Mesh.Count) + (2 * Pairs));
    }
}
