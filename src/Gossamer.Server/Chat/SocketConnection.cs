using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <inheritdoc cref="IConnection"/>
internal sealed class SocketConnection(Socket socket) : IConnection
{
    public string Id => socket.Id;

    public long WaitingBytes => socket.WaitingBytes;

    public bool Send(EncodedPacket packet) => socket.Send(packet);
}
