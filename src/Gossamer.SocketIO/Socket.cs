using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO;

/// <summary>
/// One client in one namespace. Events are dispatched in order, one at a time; members may be called from any thread.
/// </summary>
public sealed class Socket
{
    private readonly Client _client;
    private readonly Lock _gate = new();
    private EventHandlers _handlers = EventHandlers.None;
    private Action<DisconnectReason>? _onDisconnect;
    private CancellationTokenSource? _disconnected;
    private DisconnectReason? _reason;

    internal Socket(string id, Namespace ns, Client client)
    {
        Id = id;
        Namespace = ns;
        _client = client;
    }

    /// <summary>The socket's id: what the client knows as <c>socket.id</c>.</summary>
    public string Id { get; }

    /// <summary>The namespace that the client has joined with this socket.</summary>
    public Namespace Namespace { get; }

    /// <summary>What is known from the request that opened the connection.</summary>
    public Handshake Handshake => _client.Handshake;

    /// <summary>Whether the socket can still be sent to.</summary>
    public bool Connected => Volatile.Read(ref _reason) is null;

    /// <summary>The application's own data of this socket.</summary>
    public object? State { get; set; }

    /// <summary>Cancelled when the socket is disconnected.</summary>
    public CancellationToken Disconnected
    {
        get
        {
            lock (_gate)
            {
                if (_reason is not null)
                    return new CancellationToken(canceled: true);
                return (_disconnected ??= new CancellationTokenSource()).Token;
            }
        }
    }

    /// <summary>
    /// Sets the handler of an event. While its task has not ended nothing more is read from this client, so that what a client
    /// sends too fast waits with the client.
    /// </summary>
    /// <param name="eventName">The event's name, case-sensitive.</param>
    /// <param name="handler">Gets the event as it came. What it throws is logged and closes nothing.</param>
    public void On(string eventName, Func<EventMessage, ValueTask> handler)
    {
        ArgumentNullException.ThrowIfNull(eventName);
        ArgumentNullException.ThrowIfNull(handler);
        lock (_gate)
            _handlers = _handlers.With(eventName, handler);
    }

    /// <summary>Adds a handler for the socket's end; called once, at once if the socket has ended already. Must not block.</summary>
    public void OnDisconnect(Action<DisconnectReason> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_gate)
        {
            if (_reason is null)
            {
                _onDisconnect += handler;
                return;
            }
        }

        handler(_reason);
    }

    /// <summary>Puts a packet into the client's outbox. Never waits.</summary>
    /// <returns>False when the socket is gone, or is closed by this call because a bound of its outbox was reached.</returns>
    public bool Send(EncodedPacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        return Send(packet.AsEngineFrame);
    }

    /// <summary>Ends the socket; what was sent before still reaches the client.</summary>
    /// <param name="close">
    /// False: the client leaves this namespace only, and does not come back by itself. True: its whole connection is closed, without
    /// a DISCONNECT packet, so that the client reconnects by itself.
    /// </param>
    public void Disconnect(bool close = false)
    {
        if (!Connected)
            return;
        if (close)
        {
            _client.Close(CloseReason.ForcedClose);
            return;
        }

        Send(new EngineFrame(PacketWriter.Frame(PacketType.Disconnect, Namespace.Name)));
        End(DisconnectReason.ServerNamespaceDisconnect);
    }

    internal bool Send(in EngineFrame frame) => Connected && _client.Send(frame);

    internal ValueTask DispatchAsync(in Packet packet)
    {
        var message = new EventMessage(this, packet.Data, Acknowledgement.For(this, packet.AckId));
        var handler = Volatile.Read(ref _handlers).Find(message);
        return handler is null ? ValueTask.CompletedTask : _client.GuardAsync(handler, message);
    }

    /// <summary>The one way to end a socket; only the first reason counts.</summary>
    internal void End(DisconnectReason reason)
    {
        Action<DisconnectReason>? handlers;
        CancellationTokenSource? disconnected;
        lock (_gate)
        {
            if (_reason is not null)
                return;
            Volatile.Write(ref _reason, reason);
            (handlers, _onDisconnect) = (_onDisconnect, null);
            disconnected = _disconnected;
        }

        Namespace.Remove(this);
        _client.Remove(this);
        _client.RunDisconnectHandlers(handlers, reason);
        _client.RunDisconnectHandlers(disconnected);
    }
}
