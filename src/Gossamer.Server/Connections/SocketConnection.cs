using Gossamer.SocketIO;

namespace Gossamer.Server.Connections;

/// <inheritdoc cref="IConnection"/>
internal sealed class SocketConnection(Socket socket) : IConnection
{
    private string? _unrecoveredOffset = socket.UnrecoveredOffset;

    public string Id => socket.Id;

    public string? PrivateSessionId => socket.PrivateSessionId;

    public long WaitingBytes => socket.WaitingBytes;

    public TimeSpan SilentFor => socket.SilentFor;

    public string? TakeUnrecoveredOffset() => Interlocked.Exchange(ref _unrecoveredOffset, null);

    public bool Send(EncodedPacket packet) => socket.Send(packet);

    public Task<bool> ProbeAsync(TimeSpan timeout) => socket.ProbeAsync(timeout);

    public void Close() => socket.CloseConnection();
}
