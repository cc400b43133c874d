using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gossamer.SocketIO;

namespace Gossamer.Server.Connections;

/// <inheritdoc cref="IConnection"/>
internal sealed class SocketConnection(Socket socket) : IConnection
{
    private const int NameBytes = 6; // 8 characters

    private string? _name;
    private string? _unrecoveredOffset = socket.UnrecoveredOffset;

    /// <summary>Not the socket's own id: of clients of 1.x and 2.x that is the session's, with which anybody could speak as they.</summary>
    public string Id => _name ??= Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(socket.Id)).AsSpan(0, NameBytes));

    /// <summary>For operators, who are told how the client came.</summary>
    public Socket Socket => socket;

    public ClientAddress Address { get; } = ClientAddress.Of(socket.Handshake.RemoteAddress);

    public string? PrivateSessionId => socket.PrivateSessionId;

    public long WaitingBytes => socket.WaitingBytes;

    public TimeSpan SilentFor => socket.SilentFor;

    public string? TakeUnrecoveredOffset() => Interlocked.Exchange(ref _unrecoveredOffset, null);

    public bool Send(EncodedPacket packet) => socket.Send(packet);

    public Task<bool> ProbeAsync(TimeSpan timeout) => socket.ProbeAsync(timeout);

    public void Close() => socket.CloseConnection();

    public void Disconnect() => socket.Disconnect(close: true);
}
