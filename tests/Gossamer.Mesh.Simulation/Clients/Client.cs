namespace Gossamer.Mesh.Simulation;

/// <summary>
/// A user's device: connects, loses its connection, comes back here or there, sends, repeats what was not acknowledged, and writes down
/// what it gets.
/// </summary>
internal sealed class Client
{
    private const int MaxPending = 8;

    private readonly World _world;
    private readonly Dice _dice;
    private readonly Plan _plan;
    private readonly List<SentMessage> _unacknowledged = [];
    private string? _key;
    private string? _offset;
    private int? _lastSeen;
    private int _connects;
    private bool _hasBegun;

    internal Client(World world, int number, UserName user, ClientKind kind, Plan plan)
    {
        (_world, Number, User, Kind, _plan) = (world, number, user, kind, plan);
        _dice = Dice.For(world.Seed, -10_000 - number);
        Home = _dice.Below(world.Setting.Nodes);
    }

    internal int Number { get; }

    internal UserName User { get; }

    internal ClientKind Kind { get; }

    /// <summary>The one server that it knows, in runs where clients know one.</summary>
    internal int Home { get; }

    internal ClientConnection? Connection { get; private set; }

    /// <summary>The latest offset that it got.</summary>
    internal string Offset => _offset ?? "";

    internal bool IsReady => _hasBegun && Connection is { IsOpenAtClient: true };

    /// <summary>Rises each time that no server knows it any more by the last message it saw: it is a new client from then on.</summary>
    internal int Identity { get; set; }

    /// <summary>
    /// The number of its last connection that began with what it may have missed told; 0: none. By its last message nobody can tell that
    /// its sessions before that one are over.
    /// </summary>
    internal int ToldConnection { get; private set; }

    /// <summary>The lives of servers that it was connected to.</summary>
    internal HashSet<Server> Servers { get; } = [];

    /// <summary>
    /// When it last got another key, since no server found its session: by that it is told already; null: never.
    /// </summary>
    internal long? NotFoundAt { get; private set; }

    /// <summary>Since when it has been in the room, through all its connections, in true time; null: it is not in it.</summary>
    internal long? RoomSince { get; set; }

    /// <summary>It was new at a server that had just stood still.</summary>
    internal bool BeganAtWaking { get; private set; }

    /// <summary>What it got, in order.</summary>
    internal ClientBook Book { get; } = new();

    /// <summary>Since when it has had no session that began; null while it has one.</summary>
    internal long? AwaySince { get; private set; }

    /// <summary>It was away for longer than its session waited.</summary>
    internal bool WasAwayLong => AwayLongUntil > 0;

    /// <summary>When it last came back from being away so long, in true time; 0: never.</summary>
    internal long AwayLongUntil { get; private set; }

    /// <summary>When it last left a server that knew it to have all that any server had.</summary>
    internal long SettledUntil { get; private set; }

    internal void Connect(int slot)
    {
        _hasBegun = false;
        if (_world.Servers[slot] is not { IsLive: true, IsNew: false } server || server.IsDraining)
        {
            Retry(_dice.Seconds(0.1, 1));
            return;
        }

        var connection = Connection = new ClientConnection(_world, this, server, _world.Clients.NextNumber());
        Servers.Add(server);
        _world.Clients.Open(connection);
        _world.Trace.Add("c-connect", slot, -1, (Number * 1000) + _connects++, Kind.ToString());
        var (key, offset, lastSeen) = (_key, _offset, _lastSeen);
        connection.ToServer(() => new Reception(_world, connection).Receive(key, offset, lastSeen));
        var patience = _dice.Seconds(2.5, 6); // a server that stands still is left
        _world.Lane.After(patience.Ticks, () =>
        {
            if (Connection == connection && !_hasBegun)
                Abandon();
        });
    }

    /// <summary>Leaves its connection for another, as a telephone does that changes networks, and whose server may not notice.</summary>
    internal void Abandon()
    {
        if (Connection is not { } connection)
            return;
        connection.IsOpenAtClient = false;
        connection.Break(clientNotices: false, _dice.Chance(0.5) ? TimeSpan.Zero : _dice.Seconds(0, 25));
        Away(connection);
    }

    internal void OnLost(ClientConnection connection)
    {
        connection.IsOpenAtClient = false;
        if (Connection == connection)
            Away(connection);
    }

    /// <summary>The server has told it the id of its session.</summary>
    internal void OnKey(string? key)
    {
        if (_key is not null)
            NotFoundAt = _world.Timeline.Now;
        _key = key;
    }

    internal void OnBegin(ClientConnection connection, bool isComplete, string offset)
    {
        _world.Trace.Add("c-begin", connection.Server.Slot, -1, Number * 10 + (isComplete ? 1 : 0));
        _hasBegun = connection.HasBegun = true;
        if (AwaySince is { } since && _world.Timeline.Now - since > TimeSpan.FromSeconds(12).Ticks)
            AwayLongUntil = _world.Timeline.Now;
        AwaySince = null;
        var isFirst = _offset is null;
        _offset = offset;
        if (!isComplete && !isFirst)
        {
            ToldConnection = connection.Number;
            _world.Clients.OnTold(this);
        }

        if (connection.FreshSince is { } fresh)
        {
            Book.BeginFresh(fresh);
            BeganAtWaking |= fresh - connection.Server.ResumedAt < TimeSpan.TicksPerSecond && connection.Server.HasPaused;
        }

        foreach (var message in _unacknowledged.ToArray())
            if (message.IsRepeatable)
                message.Send(connection);
        _unacknowledged.RemoveAll(static message => !message.IsRepeatable);
    }

    /// <param name="connection">By which it came.</param>
    /// <param name="number">Of the message.</param>
    /// <param name="offset">Where the client is then.</param>
    /// <param name="sent">When its server sent it.</param>
    internal void OnMessage(ClientConnection connection, int number, string offset, SentAt sent)
    {
        _world.Trace.Add(
            "c-got", connection.Server.Slot, -1, (Number * 100_000L) + number, _world.Trace.IsTold
                ? _world.Clients.Ledger.Describe(User, offset) : null);
        if (number < 0)
        {
            _world.Clients.Rooms.Receive(this, connection, -1 - number);
            _offset = offset;
            return;
        }

        _world.Clients.OnReceived(this, connection, number, offset, sent);
        OnCameLate(_world.Clients.Ledger.AcceptedAt(number));
        (_offset, _lastSeen) = (offset, number);
    }

    /// <summary>It, or its session, got what was accepted then: if that was before it left, no server that knew it had all.</summary>
    internal void OnCameLate(long acceptedAt) => SettledUntil = Math.Min(SettledUntil, acceptedAt);

    internal void OnAdvance(string offset)
    {
        _world.Clients.Ledger.CheckPosition(this, offset);
        _offset = offset;
    }

    internal void OnLose(ClientConnection connection, string offset)
    {
        _world.Trace.Add("c-lose", connection.Server.Slot, -1, Number);
        _world.Clients.OnTold(this);
        _world.Clients.Ledger.CheckPosition(this, offset);
        _offset = offset;
    }

    internal void Send(UserName to, bool isRepeatable)
    {
        if (!IsReady || _unacknowledged.Count >= MaxPending)
            return;
        var message = _world.Clients.Ledger.New(this, to, isRepeatable);
        _unacknowledged.Add(message);
        message.Send(Connection!);
    }

    internal void OnAcknowledged(SentMessage message, bool isCertain)
    {
        if (isCertain || !message.IsRepeatable)
            _unacknowledged.Remove(message);
        else if (IsReady && _dice.Chance(0.7))
            message.Send(Connection!); // once more, by the same id
        else
            _unacknowledged.Remove(message);
    }

    private void Away(ClientConnection connection)
    {
        Connection = null;
        if (_hasBegun && connection.Session?.Vouch.MissingFor < 3_000)
            SettledUntil = _world.Timeline.Now;
        if (_hasBegun || AwaySince is null)
            AwaySince ??= _world.Timeline.Now;
        _hasBegun = false;
        _world.Trace.Add("c-away", connection.Server.Slot, -1, Number);
        Retry(_plan.HasLongAbsence && _dice.Chance(0.2) ? _dice.Seconds(10, 60)
            : _dice.Chance(0.2) ? _dice.Seconds(0, 8)
            : _dice.Seconds(0, 1));
    }

    private void Retry(TimeSpan wait) => _world.Lane.After(wait.Ticks, () =>
    {
        if (Connection is null)
            Connect(_plan.HasOneAddress ? Home : _dice.Below(_world.Setting.Nodes));
    });
}
