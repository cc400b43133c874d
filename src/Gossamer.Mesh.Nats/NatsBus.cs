using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Numerics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NATS.Client.Core;

namespace Gossamer.Mesh.Nats;

/// <summary>
/// This server's one connection to NATS, and who of the links a message is for. While NATS is away all links are down, at once, and none is
/// opened: senders learn honestly that nobody else is reached. The client library connects again by itself.
/// </summary>
internal sealed class NatsBus : IAsyncDisposable
{
    private const int LeastPiece = 4 * 1024;
    private const int MostPiece = 512 * 1024;
    private const int PendingMessages = 16 * 1024;
    private const int WindowsTogether = 32 * 1024 * 1024; // half of what NATS lets wait for one client, by its defaults, before it cuts it off

    private readonly ConcurrentDictionary<Guid, NatsDialedLink> _dialed = new();
    private readonly ConcurrentDictionary<Guid, NatsAcceptedLink> _accepted = new();
    private readonly MeshOptions _mesh;
    private readonly ILogger<NatsBus> _log;
    private readonly NatsFailures _failures;
    private readonly NatsConnection _connection;
    private readonly int _header;
    private readonly Lock _sharing = new();
    private int _window;

    public NatsBus(IOptions<MeshOptions> mesh, IOptions<MeshNatsOptions> options, ILogger<NatsBus> log)
    {
        (_mesh, Options, _log) = (mesh.Value, options.Value, log);
        Subjects = new(Options.Prefix, _mesh.Cluster);
        _header = LinkMessage.HeaderBytes(Self);
        _failures = new(log);
        _window = WindowOfEach(1);
        _connection = new(new NatsOpts
        {
            Url = Options.Url,
            Name = $"gossamer {Self}",
            AuthOpts = NatsAuthOpts.Default with { AuthCredCallback = Credentials(Options.CredentialsFile) },
            TlsOpts = NatsTlsOpts.Default with { CaFile = Options.AuthorityFile },
            LoggerFactory = _failures,
            MaxReconnectRetry = -1,
            ReconnectWaitMin = _mesh.RetryMin,
            ReconnectWaitMax = _mesh.RetryMax,
            ConnectTimeout = _mesh.ConnectTimeout,
            PingInterval = _mesh.HeartbeatTimeout / 2,
            MaxPingOut = 1,
            IgnoreAuthErrorAbort = true, // what is refused now may be right later
            PublishTimeoutOnDisconnected = true,
            SubPendingChannelCapacity = PendingMessages,
            SubPendingChannelFullMode = System.Threading.Channels.BoundedChannelFullMode.Wait,
        });
        _connection.ConnectionDisconnected += OnAwayAsync;
        _connection.ConnectionOpened += OnBackAsync;
    }

    internal MeshNatsOptions Options { get; }

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
            case LinkMessageKind.Piece or LinkMessageKind.LastPiece:
                OnPiece(message);
                break;
            case LinkMessageKind.Close:
                Dialed(message)?.Close(LinkMessage.ReadClose(message.Data));
                Accepted(message)?.OfferClose(LinkMessage.ReadClose(message.Data));
                break;
        }
    }

    private void OnOpen(in LinkMessage message)
    {
        if (_accepted.ContainsKey(message.Link) || Accept is not { } accept)
            return;
        var window = LinkTerms.Read(message.Data).Window;
        var link = new NatsAcceptedLink(this, message.Link, message.Sender, window, _mesh.MaxFrameBytes);
        _accepted[message.Link] = link;
        ShareOut();
        var listener = accept(link, message.Sender);
        if (_accepted.Count > Options.MaxLinks)
            link.Close(new(LinkCloseCode.TooManyLinks));
        _ = Task.Run(() => link.RunAsync(listener));
    }

    private void OnPiece(in LinkMessage message)
    {
        if (Accepted(message) is { } link)
        {
            link.Offer(message.Number, message.Kind == LinkMessageKind.LastPiece, message.Data);
        }
        else // of a link that ended here, or of a former life of this server
        {
            var close = LinkMessage.WriteClose(message.Link, Self, new(LinkCloseCode.ConnectionLost, "the link is not known"));
            _ = TrySendAsync(message.Sender, close).AsTask();
        }
    }

    /// <summary>The file is read whenever NATS is connected to: it is renewed while servers run.</summary>
    private static Func<Uri, CancellationToken, ValueTask<NatsAuthCred>>? Credentials(string? file) => file is null
        ? null
        : async (_, ct) => NatsAuthCred.FromCreds(await File.ReadAllTextAsync(file, ct).ConfigureAwait(false));

    /// <summary>
    /// Links have come or gone. Those that may have less now are told at once, others with what they are told next. In steps of two, so that
    /// they are told seldom.
    /// </summary>
    private void ShareOut()
    {
        lock (_sharing)
        {
            var before = _window;
            Volatile.Write(ref _window, WindowOfEach(_accepted.Count));
            if (_window >= before)
                return;
        }

        foreach (var (_, link) in _accepted)
            link.SayOpened();
    }

    private int WindowOfEach(int links)
    {
        var share = WindowsTogether / BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, links));
        return Math.Min(Options.LinkWindowBytes, (int)Math.Max(LinkWindow.Least, share));
    }

    private NatsDialedLink? Dialed(in LinkMessage message) =>
        _dialed.TryGetValue(message.Link, out var link) && link.Peer == message.Sender ? link : null;

    private NatsAcceptedLink? Accepted(in LinkMessage message) =>
        _accepted.TryGetValue(message.Link, out var link) && link.Peer == message.Sender ? link : null;

    private ValueTask OnBackAsync(object? sender, NatsEventArgs e)
    {
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
