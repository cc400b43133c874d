using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NATS.Client.Core;

namespace Gossamer.Mesh.Nats;

/// <summary>
/// This server's one connection to NATS, and who of the links a message is for. While NATS is away all links are down, at once, and none is
/// opened: senders learn honestly that nobody else is reached. The client library connects again by itself. What is for a link that is not
/// known is left alone: it has just ended, or is that of another server with this one's id; heartbeats say which links are heard.
/// </summary>
internal sealed class NatsBus : IAsyncDisposable
{
    private const int LeastPiece = 4 * 1024;
    private const int MostPiece = 512 * 1024;

    private static readonly TimeSpan FlushWithin = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<Guid, NatsDialedLink> _dialed = new();
    private readonly ConcurrentDictionary<Guid, NatsAcceptedLink> _accepted = new();
    private readonly MeshOptions _mesh;
    private readonly ILogger<NatsBus> _log;
    private readonly NatsFailures _failures;
    private readonly OnceAMinute _said;
    private readonly NatsConnection _connection;
    private readonly int _header;
    private readonly Lock _sharing = new();
    private int _window;

    public NatsBus(IOptions<MeshOptions> mesh, IOptions<MeshNatsOptions> options, TimeProvider time, ILogger<NatsBus> log)
    {
        (_mesh, Options, Time, _log) = (mesh.Value, options.Value, time, log);
        Subjects = new(Options.Prefix, _mesh.Cluster);
        _header = LinkMessage.HeaderBytes(Self);
        _failures = new(log);
        _window = LinkWindow.ShareOf(1, Options.LinkWindowBytes);
        _said = new(time);
        _connection = new(NatsConnecting.OptionsOf(_mesh, Options, _failures));
        _connection.ServerError += OnErrorAsync;
        _connection.ConnectionDisconnected += OnAwayAsync;
        _connection.ConnectionOpened += OnBackAsync;
    }

    internal MeshNatsOptions Options { get; }

    internal TimeProvider Time { get; }

    internal NatsSubjects Subjects { get; }

    internal NodeId Self => _mesh.Id;

    /// <summary>This life of the server, as far as NATS is concerned. Drawn at random, never 0.</summary>
    internal ulong Life { get; } = (ulong)Random.Shared.NextInt64(1, long.MaxValue);

    /// <summary>How much of each link that others open may be under way: what all of them may have together, shared out.</summary>
    internal int Window => Volatile.Read(ref _window);

    /// <summary>How much of a frame goes into one message.</summary>
    internal int MaxPieceBytes =>
        Math.Clamp((_connection.ServerInfo?.MaxPayload ?? MostPiece) - _header, LeastPiece, MostPiece);

    /// <summary>Who listens on links that others open. Set before anything is received.</summary>
    internal Func<ILinkChannel, NodeId?, ILinkListener>? Accept { get; set; }

    /// <summary>Which servers are known; null: all. Set before anything is received.</summary>
    internal Func<NodeId, bool>? Knows { get; set; }

    /// <summary>How many links of others are open.</summary>
    internal int AcceptedLinks => _accepted.Count;

    private bool IsOpen => _connection.ConnectionState == NatsConnectionState.Open;

    /// <summary>What NATS, or its being away, may throw, and what the end of a link does.</summary>
    internal static bool IsAway(Exception e) =>
        e is NatsException or OperationCanceledException or SocketException or IOException or ObjectDisposedException or TimeoutException;

    /// <summary>Why NATS is not there; null: it is.</summary>
    internal string? Trouble => IsOpen ? null : _failures.Last ?? "not connected yet";

    /// <summary>Tries until NATS is there for the first time. After that the client library connects again by itself.</summary>
    internal async Task ConnectAsync(TimeProvider time, CancellationToken ct)
    {
        var wait = _mesh.RetryMin;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await _connection.ConnectAsync().AsTask().WaitAsync(ct).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (!ct.IsCancellationRequested) // keys and certificates have exceptions of their own
            {
                _failures.Tell(e);
            }

            await Task.Delay(wait, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            wait = TimeSpan.FromTicks(Math.Min(2 * wait.Ticks, _mesh.RetryMax.Ticks));
        }
    }

    internal NatsDialedLink Dial(NodeId peer, ILinkSender sender)
    {
        var link = new NatsDialedLink(this, peer, sender);
        _dialed[link.Id] = link;
        _ = Task.Run(link.RunAsync); // not inline: a transport never calls back from inside Open
        return link;
    }

    internal void Remove(NatsDialedLink link) => _dialed.TryRemove(link.Id, out _);

    internal void Remove(NatsAcceptedLink link)
    {
        if (_accepted.TryRemove(link.Id, out _))
            ShareOut();
    }

    /// <summary>What a link ends with that lives so, whatever is thrown there: a fault of the mesh's must end it as well.</summary>
    internal async Task<LinkClose> LiveAsync(NodeId peer, LinkCloseCode whenAway, Func<Task<LinkClose>> life)
    {
        try
        {
            return await life().ConfigureAwait(false);
        }
        catch (Exception e) when (IsAway(e))
        {
            return new(whenAway, e.Message);
        }
        catch (Exception e)
        {
            _log.LinkFailed(e, peer);
            return new(LinkCloseCode.ConnectionLost, "an error in the server");
        }
    }

    /// <summary>Tells the mesh something of a link. What it throws is its own fault.</summary>
    internal void Tell(NodeId peer, Action mesh)
    {
        try
        {
            mesh();
        }
        catch (Exception e)
        {
            _log.LinkFailed(e, peer);
        }
    }

    /// <exception cref="NatsException">NATS is away.</exception>
    internal ValueTask SendAsync(NodeId peer, ReadOnlyMemory<byte> message, CancellationToken ct) =>
        PublishAsync(Subjects.To(peer), message, ct);

    /// <summary>The same for who has nobody to tell that it failed.</summary>
    internal async ValueTask TrySendAsync(NodeId peer, ReadOnlyMemory<byte> message)
    {
        try
        {
            await SendAsync(peer, message, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (IsAway(e))
        {
            // The other side notices by itself that the link is silent.
        }
    }

    internal ValueTask PublishAsync(string subject, ReadOnlyMemory<byte> message, CancellationToken ct) => IsOpen
        ? _connection.PublishAsync(subject, message, cancellationToken: ct)
        : throw new NatsException("NATS is not connected");

    /// <summary>Waits until NATS has what was said so far; not for ever, and not while it is away.</summary>
    internal async Task TryFlushAsync()
    {
        using var limit = new CancellationTokenSource(FlushWithin);
        try
        {
            if (IsOpen)
                await _connection.PingAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (IsAway(e))
        {
            // It is not there to be told.
        }
    }

    internal IAsyncEnumerable<NatsMsg<NatsMemoryOwner<byte>>> SubscribeAsync(string subject, CancellationToken ct) =>
        _connection.SubscribeAsync<NatsMemoryOwner<byte>>(subject, cancellationToken: ct);

    /// <summary>Takes what is sent to this server, until the end.</summary>
    internal async Task ReceiveAsync(CancellationToken ct)
    {
        await foreach (var message in SubscribeAsync(Subjects.To(Self), ct).ConfigureAwait(false))
            using (message.Data)
                Dispatch(message.Data.Span);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private void Dispatch(ReadOnlySpan<byte> bytes)
    {
        if (!LinkMessage.TryRead(bytes, out var message))
            return; // of a later version, or nobody's
        switch (message.Kind)
        {
            case LinkMessageKind.Open:
                OnOpen(message);
                break;
            case LinkMessageKind.Opened when Dialed(message) is { } link:
                link.OnOpened(LinkTerms.Read(message.Data));
                break;
            case LinkMessageKind.Taken when Dialed(message) is { } link:
                link.OnTaken(message.Number, LinkTerms.Read(message.Data));
                break;
            case LinkMessageKind.Piece or LinkMessageKind.LastPiece when Accepted(message) is { } link:
                link.Offer(message.Number, message.Kind == LinkMessageKind.LastPiece, message.Data);
                break;
            case LinkMessageKind.Close:
                Dialed(message)?.OnClose(message.Number, LinkMessage.ReadClose(message.Data));
                Accepted(message)?.OfferClose(LinkMessage.ReadClose(message.Data));
                break;
        }
    }

    private void OnOpen(in LinkMessage message)
    {
        if (_accepted.ContainsKey(message.Link))
            Accepted(message)?.SayOpened(); // it was not heard
        else if (Knows?.Invoke(message.Sender) != false && Accept is { } accept)
            AcceptLink(message, accept);
        else if (_said.TryTake(message.Sender.Value))
            _log.Unknown(message.Sender); // it costs no more, and who is to be known in a moment says Open again
    }

    private void AcceptLink(in LinkMessage message, Func<ILinkChannel, NodeId?, ILinkListener> accept)
    {
        var window = LinkTerms.Read(message.Data).Window;
        var link = new NatsAcceptedLink(this, message.Link, message.Sender, window, _mesh.MaxFrameBytes);
        _accepted[message.Link] = link;
        ShareOut();
        if (_accepted.Count > Options.MaxLinks)
            link.Close(new(LinkCloseCode.TooManyLinks));
        _ = Task.Run(() => link.RunAsync(accept));
    }

    /// <summary>
    /// Links have come or gone. Those that may have less now are told at once, others with what they are told next.
    /// </summary>
    private void ShareOut()
    {
        lock (_sharing)
        {
            var before = _window;
            Volatile.Write(ref _window, LinkWindow.ShareOf(_accepted.Count, Options.LinkWindowBytes));
            if (_window >= before)
                return;
        }

        foreach (var (_, link) in _accepted)
            link.SayOpened();
    }

    private NatsDialedLink? Dialed(in LinkMessage message) =>
        _dialed.TryGetValue(message.Link, out var link) && link.Peer == message.Sender ? link : null;

    private NatsAcceptedLink? Accepted(in LinkMessage message) =>
        _accepted.TryGetValue(message.Link, out var link) && link.Peer == message.Sender ? link : null;

    private ValueTask OnErrorAsync(object? sender, NatsServerErrorEventArgs e)
    {
        if (_said.TryTake(e.Message))
            _log.ServerSays(e.Message);
        return default;
    }

    private ValueTask OnBackAsync(object? sender, NatsEventArgs e)
    {
        _said.Clear();
        _failures.OnThere();
        _log.Connected(_connection.ServerInfo?.Name ?? "?", _connection.ServerInfo?.Version ?? "?");
        return default;
    }

    private ValueTask OnAwayAsync(object? sender, NatsEventArgs e)
    {
        _failures.OnAway();
        _log.Away(e.Message);
        var reason = new LinkClose(LinkCloseCode.ConnectionLost, "NATS is away");
        foreach (var (_, link) in _dialed)
            link.Close(reason);
        foreach (var (_, link) in _accepted)
            link.Close(reason);
        return default;
    }
}
