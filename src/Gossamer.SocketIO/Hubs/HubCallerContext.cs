using System.Collections.Concurrent;
using System.Security.Claims;
using Gossamer.SocketIO.Hubs.Streams;

namespace Gossamer.SocketIO.Hubs;

/// <summary>One socket of a hub. It is the same object as long as the socket, recoveries included.</summary>
internal sealed class HubCallerContext(Socket socket, int maxStreams) : SocketHubCallerContext
{
    private ConcurrentDictionary<object, object?>? _items; // most sockets never need it
    private HubStreams? _streams; // likewise

    public override string ConnectionId => Socket.Id;

    public override ClaimsPrincipal User => Socket.User;

    public override string? UserIdentifier => UserId;

    public override IDictionary<object, object?> Items =>
        _items ?? Interlocked.CompareExchange(ref _items, new(), null) ?? _items;

    public override CancellationToken ConnectionAborted => Socket.Disconnected;

    public override Socket Socket { get; } = socket;

    public HubStreams Streams =>
        _streams ?? Interlocked.CompareExchange(ref _streams, new HubStreams(maxStreams), null) ?? _streams;

    /// <summary>Asked for once a connection, when the client joins.</summary>
    public string? UserId { get; set; }

    public override void Abort() => Socket.Disconnect(close: true);
}
