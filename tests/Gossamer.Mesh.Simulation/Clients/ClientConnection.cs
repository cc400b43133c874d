using System.Buffers.Binary;
using System.Text;

namespace Gossamer.Mesh.Simulation;

/// <summary>
/// One connection of a client to one life of a server, as TCP gives it: in order, and when it breaks what is under way is lost and each end
/// learns of it at another time, or never. The server's end is the session's outlet.
/// </summary>
internal sealed class ClientConnection : ISessionOutlet
{
    private readonly World _world;
    private readonly Dice _dice;
    private readonly Lane _up;
    private readonly Lane _down;
    private long _lastUp;
    private long _lastDown;
    private bool _isBroken;
    private long _brokenAt;

    internal ClientConnection(World world, Client client, Server server, int number)
    {
        (_world, Client, Server, Number, Identity) = (world, client, server, number, client.Identity);
        _up = new(world.Timeline, (1L << 61) + (number * 4L));
        _down = new(world.Timeline, (1L << 61) + (number * 4L) + 1);
        _dice = Dice.For(world.Seed, -1_000_000 - number);
    }

    internal int Number { get; }

    internal Client Client { get; }

    internal Server Server { get; }

    /// <summary>The client takes it for alive.</summary>
    internal bool IsOpenAtClient { get; set; } = true;

    /// <summary>The server takes it for alive.</summary>
    internal bool IsOpenAtServer { get; private set; } = true;

    internal bool IsBroken => _isBroken;

    internal MeshSession? Session { get; set; }

    /// <summary>Its client knows where its session began. One that never learned it is a new client the next time.</summary>
    internal bool HasBegun { get; set; }

    /// <summary>As which its client is known: <see cref="Client.Identity"/> as it connected.</summary>
    internal int Identity { get; set; }

    /// <summary>When the server began to resume the session; null when it did not.</summary>
    internal long? ResumingSince { get; set; }

    /// <summary>What servers' lives have answered the session, and when.</summary>
    internal List<(Origin Life, long At)> Answers { get; } = [];

    /// <summary>When the session began as a new client's.</summary>
    internal long? FreshSince { get; set; }

    /// <summary>Its client came back by a message that no server knows: it gets what there is.</summary>
    internal bool IsUnknown { get; set; }

    /// <summary>The server had answered the session by then, after a moment, or is the session's own.</summary>
    internal bool HasAnswered(Server server, long from, SentAt sent) => (server == Server && from <= sent.Time)
        || Answers.Take(sent.Answers).Any(answer => answer.Life == server.Node.Messages.Self && answer.At >= from);

    /// <summary>From the client to its server.</summary>
    internal void ToServer(Action action)
    {
        if (_isBroken)
            return;
        _lastUp = Math.Max(_lastUp, _up.Now + _world.Weather.Latency(_dice));
        _up.At(_lastUp, () =>
        {
            if (!_isBroken)
                Server.Run(_up.Id, action);
        });
    }

    /// <summary>From the server to the client.</summary>
    internal void ToClient(Action action)
    {
        if (_isBroken || Server.IsDead)
            return;
        _lastDown = Math.Max(_lastDown, _down.Now + _world.Weather.Latency(_dice));
        _down.At(_lastDown, () =>
        {
            if (!_isBroken && IsOpenAtClient)
                action();
        });
    }

    /// <summary>The network between them is gone. The server notices after a while, or by a probe.</summary>
    internal void Break(bool clientNotices, TimeSpan serverNotices)
    {
        if (_isBroken)
            return;
        (_isBroken, _brokenAt) = (true, _world.Timeline.Now);
        _world.Trace.Add("c-break", Server.Slot, -1, Number);
        if (clientNotices)
            _down.After(_world.Weather.Latency(_dice), () => Client.OnLost(this));
        _up.After(serverNotices.Ticks, () => Server.Run(_up.Id, CloseAtServer));
    }

    /// <summary>The server's end is closed, by its socket or by the server itself.</summary>
    internal void CloseAtServer()
    {
        if (!IsOpenAtServer)
            return;
        IsOpenAtServer = false;
        Session?.Disconnect();
        ToClient(() => Client.OnLost(this));
    }

    public TimeSpan SilentFor => TimeSpan.FromTicks(_isBroken ? _world.Timeline.Now - _brokenAt : 0);

    public void Begin(bool isComplete, ReadOnlySpan<byte> offset)
    {
        _world.Clients.OnBegin(this);
        var text = Encoding.ASCII.GetString(offset);
        ToClient(() => Client.OnBegin(this, isComplete, text));
    }

    public void Send(ReadOnlyMemory<byte> frame, ReadOnlySpan<byte> offset)
    {
        var number = BinaryPrimitives.ReadInt32LittleEndian(frame.Span);
        var text = Encoding.ASCII.GetString(offset);
        var sent = new SentAt(_world.Timeline.Now, Answers.Count);
        ToClient(() => Client.OnMessage(this, number, text, sent));
    }

    public void Advance(ReadOnlySpan<byte> offset)
    {
        var text = Encoding.ASCII.GetString(offset);
        ToClient(() => Client.OnAdvance(text));
    }

    public void ReportLoss(ReadOnlySpan<byte> offset)
    {
        var text = Encoding.ASCII.GetString(offset);
        ToClient(() => Client.OnLose(this, text));
    }

    public void Probe() => ToClient(() => ToServer(() => Session?.Confirm()));

    public void End()
    {
        IsOpenAtServer = false;
        ToClient(() => Client.OnLost(this));
    }
}
