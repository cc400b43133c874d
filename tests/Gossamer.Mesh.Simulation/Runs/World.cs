namespace Gossamer.Mesh.Simulation;

/// <summary>All of one run: the time, the network, the servers with their past lives, the delivery ledger.</summary>
internal sealed class World
{
    internal const int MaxNodes = 16;

    // Names that have tripped others: sorted by UTF-16 units an emoji comes before a letter of the Arabic presentation forms.
    private static readonly string[] Odd = ["__proto__", "Anna", "anna", "\U0001F600", "\uFB50", "constructor", "Zoë", "Zoe\u0308"];

    private readonly List<Connection> _connections = [];
    private readonly ulong[] _dials = new ulong[MaxNodes * MaxNodes];
    private readonly int[] _lives = new int[MaxNodes];
    private readonly NodeId[] _ids = [.. Enumerable.Range(0, MaxNodes).Select(i => new NodeId($"n{i}"))];
    private readonly Dictionary<(NodeId Id, Incarnation Life), Server> _all = [];
    private readonly HashSet<Origin> _origins = [];
    private readonly Dictionary<NodeId, int> _slots;
    private readonly Dictionary<string, UserName> _names = new(StringComparer.Ordinal);

    internal World(ulong seed, Setting setting, TextWriter? tell)
    {
        (Seed, Setting) = (seed, setting);
        Weather = new(Setting);
        Trace = new(Timeline, tell);
        Ledger = new(this);
        Clients = new(this);
        Discovery = new(this);
        Discovery.Begin(setting.Nodes);
        Lane = new(Timeline, 0);
        _slots = _ids.Select((id, slot) => (id, slot)).ToDictionary(p => p.id, p => p.slot);
        for (var i = 0; i < Setting.Names; i++)
            NameOf(i < Odd.Length ? Odd[i] : $"user{i}");
        Names = [.. _names.Values];
    }

    internal ulong Seed { get; }

    internal Setting Setting { get; }

    internal Timeline Timeline { get; } = new();

    internal Lane Lane { get; }

    internal Weather Weather { get; }

    internal Trace Trace { get; }

    internal DeliveryLedger Ledger { get; }

    internal Crowd Clients { get; }

    internal Discovery Discovery { get; }

    internal Storms Storms { get; } = new();

    internal Server?[] Servers { get; } = new Server?[MaxNodes];

    internal IReadOnlyList<UserName> Names { get; }

    internal IEnumerable<Server> Live => Servers.Where(s => s is { IsLive: true })!;

    internal NodeId IdOf(int slot) => _ids[slot];

    internal int SlotOf(NodeId id) => _slots[id];

    internal Server? LifeOf(NodeId id, Incarnation life) => _all.GetValueOrDefault((id, life));

    internal UserName NameOf(string text)
    {
        if (!_names.TryGetValue(text, out var name))
            _names[text] = UserName.TryCreate(text, out name, out var error) ? name : throw new ArgumentException(error, nameof(text));
        return name;
    }

    /// <summary>
    /// The life that begins at that microsecond, or the next that has message numbers of its own: those of two lives within a quarter of a
    /// second are told apart by nothing (<see cref="Origin"/>). No process is started anew so soon.
    /// </summary>
    internal Incarnation NewLife(NodeId id, ulong microsecond)
    {
        while (!_origins.Add(Origin.Of(id, new(microsecond))))
            microsecond += 1 << 18;
        return new(microsecond);
    }

    internal Server Start(int slot, TimeSpan clockOffset)
    {
        var server = new Server(this, slot, ++_lives[slot], clockOffset);
        Servers[slot] = server;
        _all[(server.Id, server.Node.Incarnation)] = server;
        Trace.Add("start", slot, -1, server.Life);
        server.Node.Start();
        return server;
    }

    internal Connection Dial(Server dialler, int to, ILinkSender sender)
    {
        var number = ++_dials[(dialler.Slot * MaxNodes) + to];
        Trace.Add("dial", dialler.Slot, to, (long)number);
        var connection = new Connection(this, dialler, to, number, sender);
        if (_connections.Count >= 64 && _connections.Count % 32 == 0)
            _connections.RemoveAll(static c => c.IsOver);
        _connections.Add(connection);
        return connection;
    }

    internal IEnumerable<Connection> ConnectionsOf(Func<Connection, bool> which) => _connections.Where(which).ToArray();

    /// <summary>The process ends without a word. Its machine tells the others, unless it died too.</summary>
    internal void Crash(Server server, bool withHost)
    {
        Trace.Add(withHost ? "lose-host" : "crash", server.Slot);
        server.Die(withHost);
        Abandon(server, !withHost);
    }

    /// <summary>The process ends after its goodbye.</summary>
    internal void Exit(Server server)
    {
        Trace.Add("exit", server.Slot);
        server.Die(withHost: false);
        foreach (var connection in ConnectionsOf(c => c.Acceptor == server))
            connection.Break(diallerNotices: true, acceptorNotices: false);
    }

    /// <summary>What a cut held back moves again.</summary>
    internal void Release(Link link)
    {
        foreach (var connection in ConnectionsOf(c => c.Link == link || c.Link == link.Back))
            connection.Release(link);
    }

    /// <summary>The network is well: what it still holds moves now.</summary>
    internal void ReleaseAtOnce()
    {
        foreach (var connection in _connections)
            connection.ReleaseAtOnce();
    }

    private void Abandon(Server server, bool noticed)
    {
        foreach (var connection in ConnectionsOf(c => c.Dialler == server || c.Acceptor == server))
            connection.Break(
                diallerNotices: noticed && connection.Dialler != server && !Weather.IsCut(connection.Link.Back),
                acceptorNotices: noticed && connection.Dialler == server && !Weather.IsCut(connection.Link));
    }
}
