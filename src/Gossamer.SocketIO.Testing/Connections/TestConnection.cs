using Gossamer.SocketIO.EngineIO;
using Microsoft.AspNetCore.Http;

namespace Gossamer.SocketIO.Testing.Connections;

/// <summary>One Engine.IO connection, the client's end of it: which client gets a packet, and the connection's end.</summary>
internal sealed class TestConnection
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SocketIOTestClient> _clients = new(StringComparer.Ordinal);
    private readonly EngineSession _session;
    private readonly InMemoryTransport _transport;
    private readonly SocketIOTestHost _host;
    private bool _hasEnded;
    private bool _isLost;

    private TestConnection(SocketIOTestHost host, EngineSession session)
    {
        (_host, _session) = (host, session);
        _transport = new InMemoryTransport(session, this);
        Codec = new PacketCodec(host.Server.Options.Json);
        Input = new ClientInput(session, host.Options.MaxEvents);
    }

    public PacketCodec Codec { get; }

    public ClientInput Input { get; }

    public bool IsOpen
    {
        get
        {
            lock (_gate)
                return !_hasEnded;
        }
    }

    /// <summary>No client is in a namespace, or on its way into one.</summary>
    public bool IsUnused
    {
        get
        {
            lock (_gate)
                return _clients.Count == 0;
        }
    }

    public static EngineError? TryOpen(SocketIOTestHost host, HttpContext context, out TestConnection? connection)
    {
        connection = null;
        if (host.Server.Engine.TryAccept(context, EngineProtocol.V4, out var session, out var handler) is { } refusal)
        {
            host.Server.Engine.OnRefused?.Invoke(context, refusal);
            return refusal;
        }

        connection = new TestConnection(host, session);
        host.Add(connection);
        session.Open(connection._transport, handler);
        return null;
    }

    /// <returns>False when another client has joined that namespace on this connection, or it has ended.</returns>
    public bool TryAdd(SocketIOTestClient client)
    {
        lock (_gate)
            return !_hasEnded && (_clients.TryAdd(client.Namespace, client) || _clients[client.Namespace] == client);
    }

    public void Remove(SocketIOTestClient client)
    {
        lock (_gate)
            _clients.Remove(client.Namespace);
    }

    public void Receive(in EngineFrame frame)
    {
        var bytes = new byte[frame.Length]; // the frame is the server's
        frame.CopyTo(bytes);
        if (frame.IsBinary)
            ReceiveMessage(bytes, isBinary: true);
        else if (!EnginePacket.TryParseText(bytes, out var packet))
            Fail(bytes);
        else if (packet.Type == EnginePacketType.Ping)
            Input.SendPong();
        else if (packet.Type == EnginePacketType.Message)
            ReceiveMessage(packet.Data, isBinary: false);
    }

    public void OnClosed(CloseReason reason)
    {
        _host.Remove(this);
        End(new Disconnection("transport close", reason == CloseReason.TransportClose ? null : reason.Words()));
    }

    public void Pause() => _transport.Pause();

    public void Resume() => _transport.Resume();

    /// <summary>The client closes the connection.</summary>
    public void Close() => _session.Close(CloseReason.TransportClose);

    /// <param name="silently">Whether the server is to find out by its heartbeat.</param>
    public void Lose(bool silently)
    {
        lock (_gate)
            _isLost = true;
        if (!silently)
        {
            Close();
            return;
        }

        _transport.FallSilent();
        End(new Disconnection("transport close", null));
    }

    /// <summary>Also for a connection that was lost silently, whose session may live.</summary>
    public void Abandon()
    {
        Close();
        _session.Discard();
    }

    private void ReceiveMessage(ReadOnlyMemory<byte> message, bool isBinary)
    {
        if (!Codec.TryRead(message, isBinary, out var packet))
            Fail(message);
        if (packet is null)
            return;
        SocketIOTestClient? client;
        lock (_gate)
        {
            if (!_clients.TryGetValue(packet.Namespace, out client))
                return; // it left the namespace, and the server did not know yet
            if (packet.Type is PacketType.Disconnect or PacketType.ConnectError)
                _clients.Remove(packet.Namespace);
        }

        client.OnPacket(packet);
    }

    private void Fail(ReadOnlyMemory<byte> message)
    {
        End(new Disconnection("parse error", $"The server sent what is not the protocol: {Texts.Of(message)}"));
        Close();
    }

    private void End(Disconnection disconnection)
    {
        SocketIOTestClient[] clients;
        bool isLost;
        lock (_gate)
        {
            if (_hasEnded)
                return;
            _hasEnded = true;
            isLost = _isLost;
            clients = [.. _clients.Values];
            _clients.Clear();
        }

        foreach (var client in clients)
            client.OnConnectionEnd(disconnection, isLost);
    }
}
