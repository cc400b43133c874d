using System.Diagnostics.CodeAnalysis;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gossamer.Mesh;

/// <summary>
/// A server's part in the mesh. It has no thread and opens no socket: it acts when its users, its transport or a timer of its
/// <see cref="TimeProvider"/> call it.
/// </summary>
public sealed partial class MeshNode : IAsyncDisposable
{
    private const int TicksPerHeartbeat = 4;

    private readonly MeshContext _context;
    private readonly IncomingLinks _incoming;
    private readonly MeshMessages _messages;
    private readonly TimeSpan _tick;
    private readonly int _ticksPerDigest;
    private ITimer? _timer;
    private int _ticks;
    private int _ticking;
    private int _stopping;

    /// <summary>Makes a node. Nothing happens before <see cref="Start"/>.</summary>
    /// <param name="options">How it takes part; not to be changed afterwards.</param>
    /// <param name="transport">What opens links to all its peers. For several transports see <c>AddMesh</c>.</param>
    /// <param name="time">The clock and the timers; the system's when left out.</param>
    /// <param name="logger">The log.</param>
    /// <param name="jitter">Chance for the waits between attempts. Must be safe to use from many threads, unless the node is not.</param>
    /// <param name="frames">Checks the frames of messages that other servers send; left out, they are taken as they are.</param>
    /// <param name="meters">Where the meter <c>Gossamer.Mesh</c> comes from; left out, it is the node's own.</param>
    /// <param name="batch">Gathers what the frames of links make the application send; left out, nothing does.</param>
    /// <exception cref="ArgumentException">The options do not hold; the message says all that is wrong.</exception>
    public MeshNode(
        MeshOptions options, IMeshTransport transport, TimeProvider? time = null,
        ILogger<MeshNode>? logger = null, Random? jitter = null, IMessageFrameValidator? frames = null, IMeterFactory? meters = null,
        IDeliveryBatch? batch = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(transport);
        if (options.Validate() is { Count: > 0 } faults)
            throw new ArgumentException(string.Join("; ", faults), nameof(options));

        time ??= TimeProvider.System;
        Directory = new();
        Incarnation = options.Incarnation == Incarnation.None ? Incarnation.StartingNow(time) : options.Incarnation;
        _context = new(
            options, Incarnation, transport, time, jitter ?? Random.Shared, (ILogger?)logger ?? NullLogger.Instance, Directory,
            new LocalPresence(options.Id, Directory))
        {
            Frames = frames,
            Batch = batch,
            Metrics = new(meters),
        };
        _context.Rooms.Peers = _context.Peers;
        _incoming = new(_context);
        _messages = new(_context);
        _context.Messages = _messages;
        _context.Peers.Add([.. options.Peers.Select(p => new Peer(_context, p))]);
        _context.Channels.TryAdd(RecoveryChannel.Name, _messages.Recovery.OnNodeMessage);
        _context.Channels.TryAdd(RoomChannel.Name, _messages.RoomChannel.OnNodeMessage);
        MeshGauges.Add(_context.Metrics.Meter, new(this));
        _tick = options.HeartbeatInterval / TicksPerHeartbeat;
        _ticksPerDigest = (int)Math.Ceiling(options.DigestInterval / _tick);
    }

    /// <summary>This server's id.</summary>
    public NodeId Id => _context.Self;

    /// <summary>This life of the server.</summary>
    public Incarnation Incarnation { get; }

    /// <summary>The users of the whole mesh.</summary>
    public UserDirectory Directory { get; }

    /// <summary>The rooms of the whole mesh.</summary>
    public RoomDirectory Rooms => _context.Rooms;

    /// <summary>How each peer is linked at this moment, in the order in which they came.</summary>
    public IReadOnlyList<LinkStatus> Links => [.. _context.Peers.All.Select(p => p.Status)];

    /// <summary>Whether a peer is there: it is heard, or was within <see cref="MeshOptions.Grace"/>. Costs nothing to ask.</summary>
    /// <param name="peer">The server.</param>
    public bool IsThere(NodeId peer) => _context.Peers.Find(peer) is { IsThere: true };

    /// <summary>
    /// Whether the link to a peer is up: the peer has told, on its own link, that it hears this server. So what is at the address to which
    /// that link goes is the peer, as far as its key can show.
    /// </summary>
    /// <param name="peer">The server.</param>
    public bool IsLinkedTo(NodeId peer) => _context.Peers.Find(peer) is { Outgoing.State: LinkState.Up };

    /// <summary>For tests: what all parts of the node share.</summary>
    internal MeshContext Context => _context;

    /// <summary>For tests: this server's messages.</summary>
    internal MeshMessages Messages => _messages;

    /// <summary>For tests: this server's own users.</summary>
    internal LocalPresence Presence => _context.Presence;

    /// <summary>
    /// Raised when a link with a peer is new, in one direction; so more than once for a peer that has just come. What is sent to it then
    /// (<see cref="SendToNodeAsync"/>) reaches it. Handlers must be cheap and not throw: locks of the mesh are held.
    /// </summary>
    [SuppressMessage("Design", "MA0046", Justification = "A bare signal.")]
    public event Action<NodeId>? PeerLinked
    {
        add => _messages.PeerLinked += value;
        remove => _messages.PeerLinked -= value;
    }

    /// <summary>Begins to link with the peers. Call once.</summary>
    public void Start()
    {
        using (_membership.EnterScope())
        {
            _context.Log.Started(Id, Incarnation, _context.Options.Cluster, _context.Peers.Count);
            _isStarted = true;
            foreach (var peer in _context.Peers.All)
                peer.Outgoing.Start();
        }

        _timer = _context.Time.CreateTimer(static node => ((MeshNode)node!).Tick(), this, _tick, _tick);
    }

    /// <summary>
    /// Sends a message to all connections of its recipient and its sender. Local delivery and the hand-over to the links happen
    /// before this returns, so messages of one thread keep their order; the outcome follows when the other servers have
    /// answered, within <see cref="MeshOptions.ReceiptTimeout"/>. A repetition (<see cref="Envelope.MayRepeat"/>) goes nowhere and
    /// has the outcome of the first time, unless that was incomplete.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="ct">Ends the waiting, not the sending.</param>
    public ValueTask<DeliveryOutcome> RouteAsync(Envelope message, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.At == 0)
            message = message with { At = _messages.Now.Utc };
        if (message.MayRepeat)
            message.Stamp = message.Stamp with { Key = MessageKey.Of(message.From, message.Id) };
        return MeshActivities.AreHeard ? RouteTracedAsync(message, ct) : _messages.Publish(message, ct);
    }

    /// <summary>
    /// Takes a message that a server of another system brought (<see cref="MeshPeer.IsLegacy"/>): it goes to the connections here of its
    /// recipient and its sender, and no further. That server brings each of ours a copy of its own.
    /// </summary>
    /// <param name="message">The message; <see cref="Envelope.At"/> is now.</param>
    /// <returns>The recipient's connections that have it or get it.</returns>
    public int DeliverHere(Envelope message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _messages.Receive(default, message);
    }

    /// <summary>
    /// Sends a message to one other server itself, in order with the messages that go there and as reliably: the handler of the channel
    /// there gets it once.
    /// </summary>
    /// <param name="peer">The server.</param>
    /// <param name="channel">The channel's name, ASCII.</param>
    /// <param name="payload">What to send, up to <see cref="MeshOptions.MaxMessageBytes"/>; must not change afterwards.</param>
    /// <param name="isUnhurried">
    /// Nobody waits for what is returned: the receipt comes with what the peer says next, a quarter of
    /// <see cref="MeshOptions.HeartbeatInterval"/> later at most. It costs that peer a write of its own otherwise.
    /// </param>
    /// <returns>Whether it was understood, as far as is known within <see cref="MeshOptions.ReceiptTimeout"/>.</returns>
    public async Task<bool> SendToNodeAsync(NodeId peer, string channel, ReadOnlyMemory<byte> payload, bool isUnhurried = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(channel);
        if (_context.Peers.Find(peer) is not { } known)
            return false;
        var pending = new PendingDelivery(0, 1);
        known.Outgoing.Forward(Envelope.ToNode(channel, payload, isUnhurried), pending);
        return (await pending.Outcome.ConfigureAwait(false)).Delivered > 0;
    }

    /// <summary>Takes the node messages of one channel. To be called before <see cref="Start"/>.</summary>
    /// <param name="channel">The channel's name, ASCII.</param>
    /// <param name="handler">Its one handler.</param>
    /// <exception cref="ArgumentException">The channel has a handler already.</exception>
    public void OnNodeMessage(string channel, NodeMessageHandler handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(channel);
        ArgumentNullException.ThrowIfNull(handler);
        if (!_context.Channels.TryAdd(channel, handler))
            throw new ArgumentException($"The channel \"{channel}\" has a handler already.", nameof(channel));
    }

    /// <summary>Takes the node messages of one channel, and says to how many they went. To be called before <see cref="Start"/>.</summary>
    /// <inheritdoc cref="OnNodeMessage"/>
    public void OnCountedNodeMessage(string channel, CountingNodeMessageHandler handler)
    {
        ArgumentException.ThrowIfNullOrEmpty(channel);
        ArgumentNullException.ThrowIfNull(handler);
        if (!_context.Channels.TryAdd(channel, handler))
            throw new ArgumentException($"The channel \"{channel}\" has a handler already.", nameof(channel));
    }

    /// <summary>Sends a message to several servers themselves (<see cref="SendToNodeAsync"/>).</summary>
    /// <param name="peers">The servers; those that are no peers count as gone.</param>
    /// <param name="channel">The channel's name, ASCII.</param>
    /// <param name="payload">What to send, up to <see cref="MeshOptions.MaxMessageBytes"/>; must not change afterwards.</param>
    /// <returns>
    /// What their handlers said, summed (<see cref="OnCountedNodeMessage"/>), within <see cref="MeshOptions.ReceiptTimeout"/>. A server
    /// without a handler of the channel counts 0.
    /// </returns>
    public Task<DeliveryOutcome> SendToNodesAsync(IReadOnlyCollection<NodeId> peers, string channel, ReadOnlyMemory<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(peers);
        ArgumentException.ThrowIfNullOrEmpty(channel);
        if (peers.Count == 0)
            return SettledOutcomes.Of(new(0, 0, []));
        var pending = new PendingDelivery(0, peers.Count);
        foreach (var peer in peers)
        {
            if (_context.Peers.Find(peer) is { } known)
                known.Outgoing.Forward(Envelope.ToNode(channel, payload), pending);
            else
                pending.Failed(peer, UnreachableReason.PeerGone);
        }

        return pending.Outcome;
    }

    /// <summary>A transport has accepted a link.</summary>
    /// <param name="channel">The transport's end of it.</param>
    /// <param name="claimed">Whose link it is, if the transport vouches for that.</param>
    /// <returns>What listens on the link.</returns>
    public ILinkListener Accept(ILinkChannel channel, NodeId? claimed)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return _incoming.Accept(channel, claimed, Volatile.Read(ref _stopping) != 0);
    }

    private void Tick()
    {
        if (Interlocked.Exchange(ref _ticking, 1) != 0)
            return; // the one before is late
        try
        {
            _ticks++;
            _incoming.Tick();
            _messages.Tick();
            foreach (var peer in _context.Peers.All)
                Tick(peer);
            if (_context.Peers.All.Any(static peer => !peer.IsMember))
                ForgetThoseThatLeft();
        }
        finally
        {
            Volatile.Write(ref _ticking, 0);
        }
    }

    private void Tick(Peer peer)
    {
        peer.Tick();
        if (_ticks % TicksPerHeartbeat == 0)
            peer.Outgoing.SendHeartbeat();
        if (_ticks % _ticksPerDigest == 0)
            peer.Outgoing.SendDigest();
    }
}
