using System.Diagnostics.CodeAnalysis;
using System.Text;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO;

/// <summary>One connection and the namespaces that it has joined: turns messages into packets and hands them to the sockets.</summary>
internal sealed class Client : IEngineHandler
{
    private readonly EngineSession _session;
    private readonly SocketIOServer _server;
    private readonly Lock _gate = new();
    private readonly List<Socket> _sockets = new(capacity: 1);
    private ITimer? _connectTimeout;
    private Task? _implicitConnect;
    private bool _everJoined;

    public Client(EngineSession session, SocketIOServer server, Handshake handshake)
    {
        _session = session;
        _server = server;
        Handshake = handshake;
    }

    public Handshake Handshake { get; }

    /// <summary>Protocol 4 connects to the main namespace by itself; protocol 5 waits for the client's CONNECT.</summary>
    public void OnOpen()
    {
        if (_session.Protocol == EngineProtocol.V3)
        {
            var connecting = JoinAsync("/");
            _implicitConnect = connecting.IsCompletedSuccessfully ? null : connecting.AsTask();
            return;
        }

        _connectTimeout = _session.Time.CreateTimer(
            static s => ((Client)s!).Close(CloseReason.ForcedClose), this, _server.Options.ConnectTimeout, Timeout.InfiniteTimeSpan);
    }

    public async ValueTask OnMessageAsync(ReadOnlyMemory<byte> data, bool isBinary)
    {
        if (_implicitConnect is { } connecting)
        {
            await connecting.ConfigureAwait(false);
            _implicitConnect = null;
        }

        if (isBinary || !PacketReader.TryRead(data, _server.PacketLimits, out var packet) || packet.Attachments > 0)
        {
            Close(CloseReason.ParseError);
            return;
        }

        await HandleAsync(packet).ConfigureAwait(false);
    }

    public void OnClosed(CloseReason reason)
    {
        _connectTimeout?.Dispose();
        foreach (var socket in Snapshot())
            socket.End(DisconnectReason.From(reason));
        _server.Log.Closed(_session.Id, reason.Words());
    }

    public bool Send(in EngineFrame frame) => _session.Send(frame);

    public void Close(CloseReason reason) => _session.Close(reason);

    public void Remove(Socket socket)
    {
        lock (_gate)
            _sockets.Remove(socket);
    }

    /// <summary>Runs a handler; what it throws is the application's fault, not the connection's.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "The application's handler may throw anything; it is logged, and closes nothing.")]
    public async ValueTask GuardAsync(Func<EventMessage, ValueTask> handler, EventMessage message)
    {
        try
        {
            await handler(message).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _server.Log.HandlerFailed(e, message.Socket.Id);
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "As in GuardAsync.")]
    public void RunDisconnectHandlers(Action<DisconnectReason>? handlers, DisconnectReason reason)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(handlers))
        {
            try
            {
                handler(reason);
            }
            catch (Exception e)
            {
                _server.Log.HandlerFailed(e, _session.Id);
            }
        }
    }

    /// <summary>What was registered with the token is the application's too, and runs here.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "As in GuardAsync.")]
    public void RunDisconnectHandlers(CancellationTokenSource? disconnected)
    {
        try
        {
            disconnected?.Cancel();
        }
        catch (Exception e)
        {
            _server.Log.HandlerFailed(e, _session.Id);
        }
    }

    private ValueTask HandleAsync(in Packet packet)
    {
        var ns = packet.Namespace.IsEmpty ? "/" : Encoding.UTF8.GetString(packet.Namespace.Span);
        var socket = Find(ns);
        switch (packet.Type)
        {
            case PacketType.Connect when socket is null:
                return JoinAsync(ns);
            case PacketType.Connect when _session.Protocol == EngineProtocol.V3:
                break; // old clients may ask for what they have had implicitly
            case PacketType.Disconnect:
                socket?.End(DisconnectReason.ClientNamespaceDisconnect);
                break;
            case PacketType.Event when socket is not null:
                return socket.DispatchAsync(packet);
            case PacketType.Ack:
                break; // nobody waits for it (any more)
            case PacketType.Event when _everJoined:
                break; // crossed with a DISCONNECT from here
            default:
                Close(CloseReason.ForcedClose);
                break;
        }

        return ValueTask.CompletedTask;
    }

    private async ValueTask JoinAsync(string name)
    {
        if (!_server.TryGetNamespace(name, out var ns))
        {
            Send(ConnectReply.Refuse(_session.Protocol, name, "Invalid namespace"));
            return;
        }

        var socket = new Socket(SocketId(name), ns, this);
        lock (_gate)
        {
            _sockets.Add(socket);
            _everJoined = true;
        }

        _connectTimeout?.Dispose();
        ns.Add(socket);
        Send(ConnectReply.Accept(_session.Protocol, name, socket.Id));
        await RunConnectionHandlersAsync(ns, socket).ConfigureAwait(false);
        if (_session.IsClosed)
            socket.End(DisconnectReason.From(_session.Reason)); // the end came while the socket was being set up
    }

    [SuppressMessage("Design", "CA1031", Justification = "As in GuardAsync.")]
    private async ValueTask RunConnectionHandlersAsync(Namespace ns, Socket socket)
    {
        try
        {
            await ns.RunConnectionHandlersAsync(socket).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _server.Log.HandlerFailed(e, socket.Id);
        }
    }

    /// <summary>Protocol 4 clients make their socket ids themselves, from the session's.</summary>
    private string SocketId(string ns) =>
        _session.Protocol == EngineProtocol.V4 ? EngineSessions.NewId() : ns == "/" ? _session.Id : ns + "#" + _session.Id;

    private Socket? Find(string ns)
    {
        lock (_gate)
            return _sockets.Find(s => s.Namespace.Name == ns);
    }

    private Socket[] Snapshot()
    {
        lock (_gate)
            return [.. _sockets];
    }
}
