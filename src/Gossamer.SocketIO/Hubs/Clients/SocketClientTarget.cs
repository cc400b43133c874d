using System.ComponentModel;

namespace Gossamer.SocketIO.Hubs;

/// <summary>Who is meant by a client proxy. For generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SocketClientTarget
{
    private readonly Socket? _socket;
    private readonly BroadcastOperator? _receivers;
    private readonly string? _connectionId;

    internal SocketClientTarget(Socket socket) => _socket = socket;

    /// <param name="receivers">Who is meant.</param>
    /// <param name="connectionId">The one client that is meant; null: it may be any number.</param>
    internal SocketClientTarget(BroadcastOperator receivers, string? connectionId = null) =>
        (_receivers, _connectionId) = (receivers, connectionId);

    internal Emitter Emitter => _socket is null ? _receivers! : _socket;

    internal BroadcastOperator Receivers => _receivers ?? _socket!.Namespace.To(_socket.Id);

    internal Namespace Namespace => _socket?.Namespace ?? _receivers!.Namespace;

    internal bool IsOne => _socket is not null || _connectionId is not null;

    /// <summary>The one client's socket; null when it is not on this server.</summary>
    internal Socket? Socket => _socket ?? (Namespace.TryGetSocket(_connectionId!, out var socket) ? socket : null);
}
