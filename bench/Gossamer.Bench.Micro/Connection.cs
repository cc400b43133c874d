using Gossamer.SocketIO;
using Gossamer.SocketIO.EngineIO;
using Microsoft.AspNetCore.Http;

namespace Gossamer.Bench.Micro;

/// <summary>A client of protocol 5 that has joined "/", without a network under it.</summary>
internal sealed class Connection
{
    private Connection(EngineSession session, IdleTransport transport, Socket socket)
    {
        Session = session;
        Transport = transport;
        Socket = socket;
    }

    public EngineSession Session { get; }

    public IdleTransport Transport { get; }

    public Socket Socket { get; }

    public static Connection Open(SocketIOServer server)
    {
        if (server.Engine.Sessions.TryCreate(EngineProtocol.V4, default, out var session) is not null || session is null)
            throw new InvalidOperationException("The server takes no more sessions.");
        var transport = new IdleTransport(session);
        session.Open(transport, new Client(session, server, server.HandshakeOf(new DefaultHttpContext())));
        if (!EnginePacket.TryParseText("40"u8.ToArray(), out var connect) || !session.ReceiveAsync(connect).IsCompletedSuccessfully)
            throw new InvalidOperationException("The client was not let in.");
        transport.Take();
        var socket = server.Main.Sockets.Single(static s => s.Data is null);
        var connection = new Connection(session, transport, socket);
        socket.Data = connection;
        return connection;
    }
}
