using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gossamer.Mesh;

/// <summary>
/// A server's part in the mesh. It has no thread and opens no socket: it acts when its users, its transport or a timer of its
/// <see cref="TimeProvider"/> call it.
/// </summary>
public sealed class MeshNode : IAsyncDisposable
{
    private const int TicksPerHeartbeat = 4;

    private readonly MeshContext _context;
    private readonly Peer[] _peers;
    private readonly IncomingLinks _incoming;
    private readonly Router _router;
    private readonly PublishIdempotencyCache _idempotency;
    private readonly TimeSpan _tick;
    private readonly int _ticksPerDigest;
    private ITimer? _timer;
    private int _ticks;
    private int _ticking;
    private int _stopping;

    /// <summary>Makes a node. Nothing happens before <see cref="Start"/>.</summary>
    /// <param name="options">How it takes part; not to be changed afterwards.</param>
    /// <param name="transport">What opens links to its peers.</param>
    /// <param name="local">What delivers to the connections of this server.</param>
    /// <param name="time">The clock and the timers; the system's when left out.</param>
    /// <param name="logger">The log.</param>
    /// <param name="jitter">Chance for the waits between attempts. Must be safe to use from many threads, unless the node is not.</param>
    /// <exception cref="ArgumentException">The options do not hold; the message says all that is wrong.</exception>
    public MeshNode(
        MeshOptions options, IMeshTransport transport, ILocalDelivery local, TimeProvider? time = null,
        ILogger<MeshNode>? logger = null, Random? jitter = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(local);
        if (options.Validate() is { Count: > 0 } faults)
            throw new ArgumentException(string.Join("; ", faults), nameof(options));

        time ??= TimeProvider.System;
        Directory = new();
        Incarnation = options.Incarnation == Incarnation.None ? Incarnation.StartingNow(time) : options.Incarnation;
        _context = new(
            options, Incarnation, transport, local, new(local, new(time, options.RepeatWindow, options.MaxRemembered)), time,
            jitter ?? Random.Shared, (ILogger?)logger ?? NullLogger.Instance, Directory, new LocalPresence(options.Id, Directory));
        _peers = [.. options.Peers.Select(p => new Peer(_context, p))];
        var byId = options.Peers.Zip(_peers).ToFrozenDictionary(pair => pair.First.Id, pair => pair.Second);
        _incoming = new(_context, byId);
        _router = new(_context, byId.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Outgoing));
        _idempotency = new(new(time, options.RepeatWindow, options.MaxRemembered));
        _tick = options.HeartbeatInterval / TicksPerHeartbeat;
        _ticksPerDigest = (int)Math.Ceiling(options.DigestInterval / _tick);
    }

    /// <summary>This server's id.</summary>
    public NodeId Id => _context.Self;

    /// <summary>This life of the server.</summary>
    public Incarnation Incarnation { get; }

    /// <summary>The users of the whole mesh.</summary>
    public UserDirectory Directory { get; }

    /// <summary>How each peer is linked at this moment, in the order of the options.</summary>
    public IReadOnlyList<LinkStatus> Links => [.. _peers.Select(p => p.Status)];

    /// <summary>For tests: this server's own users.</summary>
    internal LocalPresence Presence => _context.Presence;

    /// <summary>For tests: the copies of the peers' users, in the order of the options.</summary>
    internal IEnumerable<PeerReplica> Replicas => _peers.Select(static p => p.Replica);

    /// <summary>Begins to link with the peers. Call once.</summary>
    public void Start()
    {
        _context.Log.Started(Id, Incarnation, _context.Options.Cluster, _peers.Length);
        foreach (var peer in _peers)
            peer.Outgoing.Start();
        _timer = _context.Time.CreateTimer(static node => ((MeshNode)node!).Tick(), this, _tick, _tick);
    }

    /// <summary>A user of this server has one more connection.</summary>
    /// <param name="user">The user.</param>
    /// <returns>The user's connections on this server.</returns>
    public int AddConnection(UserName user) => _context.Presence.Add(user);

    /// <summary>A user of this server has one connection less.</summary>
    /// <param name="user">The user.</param>
    /// <returns>The user's connections on this server.</returns>
    public int RemoveConnection(UserName user) => _context.Presence.Remove(user);

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
        if (!message.MayRepeat)
            return _router.Route(message, null, ct);
        if (!_idempotency.IsNew(message, out var sent))
            return new(sent.Outcome.WaitAsync(ct));
        try
        {
            return _router.Route(message, sent, ct);
        }
        catch (Exception fault)
        {
            sent.Fail(fault); // who repeats it must not wait for ever
            throw;
        }
    }

    /// <summary>
    /// Sends a message to one other server itself, in order with the messages that go there and as reliably: its
    /// <see cref="ILocalDelivery.OnNodeMessage"/> gets it once.
    /// </summary>
    /// <param name="peer">The server.</param>
    /// <param name="payload">What to send, up to <see cref="MeshOptions.MaxMessageBytes"/>; must not change afterwards.</param>
    /// <returns>Whether it was understood, as far as is known within <see cref="MeshOptions.ReceiptTimeout"/>.</returns>
    public async Task<bool> SendToNodeAsync(NodeId peer, ReadOnlyMemory<byte> payload)
    {
        var outcome = await _router.SendToNode(peer, Envelope.ToNode(payload)).ConfigureAwait(false);
        return outcome.Delivered > 0;
    }

    /// <summary>
    /// The outcome of a message that its sender may repeat, while it is remembered; null when it is not known or incomplete.
    /// </summary>
    public DeliveryOutcome? OutcomeOf(UserName from, MessageId id) => _idempotency.Find(from, id);

    /// <summary>Remembers a message that another server has routed: a repetition that comes here gets this outcome.</summary>
    public void Remember(UserName from, MessageId id, DeliveryOutcome outcome) => _idempotency.Remember(from, id, outcome);

    /// <summary>A transport has accepted a link.</summary>
    /// <param name="channel">The transport's end of it.</param>
    /// <param name="claimed">Whose link it is, if the transport vouches for that.</param>
    /// <returns>What listens on the link.</returns>
    public ILinkListener Accept(ILinkChannel channel, NodeId? claimed)
    {
        ArgumentNullException.ThrowIfNull(channel);
        return _incoming.Accept(channel, claimed, Volatile.Read(ref _stopping) != 0);
    }

    /// <summary>
    /// Says goodbye on all links once what waits there is said, for <see cref="MeshOptions.GoodbyeTimeout"/> at most, and ends
    /// them. The users of this server leave the other servers' lists at once.
    /// </summary>
    /// <param name="ct">Cuts the goodbye short.</param>
    public async Task StopAsync(CancellationToken ct = default)
    {
        if (!BeginStop())
            return;

        try
        {
            await Task.WhenAll(_peers.Select(p => p.Outgoing.Stopped))
                .WaitAsync(_context.Options.GoodbyeTimeout, _context.Time, ct).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            _context.Log.GoodbyeCutShort(Id);
        }

        EndStop();
    }

    /// <summary>Stops, if that has not been done.</summary>
    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    /// <summary>
    /// Begins to say goodbye. Apart from the rest of <see cref="StopAsync"/> for those who have one thread and cannot wait.
    /// </summary>
    /// <returns>Whether that had not been done yet.</returns>
    internal bool BeginStop()
    {
        if (Interlocked.Exchange(ref _stopping, 1) != 0)
            return false;
        foreach (var peer in _peers)
            peer.Outgoing.Stop();
        return true;
    }

    /// <summary>Ends what is left.</summary>
    internal void EndStop()
    {
        _timer?.Dispose();
        _incoming.Stop();
        foreach (var peer in _peers)
            peer.Stop();
        foreach (var peer in _peers)
            peer.Outgoing.Dispose();
        _context.Log.Stopped(Id);
    }

    private void Tick()
    {
        if (Interlocked.Exchange(ref _ticking, 1) != 0)
            return; // the one before is late
        _ticks++;
        _incoming.Tick();
        foreach (var peer in _peers)
        {
            peer.Tick();
            if (_ticks % TicksPerHeartbeat == 0)
                peer.Outgoing.SendHeartbeat();
            if (_ticks % _ticksPerDigest == 0)
                peer.Outgoing.SendDigest();
        }

        Volatile.Write(ref _ticking, 0);
    }
}
