using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;

namespace Gossamer.Mesh.Legacy;

/// <summary>
/// A Socket.IO 1.x client, as much as an old server needs: Engine.IO 3 by WebSocket, the main namespace, events out. What the server
/// says on this connection is its heartbeat; all else is read and dropped.
/// <code>
/// 0{"pingInterval":..,"pingTimeout":..}   open      40   connected      42["event",{...}]   an event
/// 2                                       a ping, which in Engine.IO 3 the client sends     3   the answer
/// </code>
/// </summary>
internal sealed class LegacySocket : IDisposable
{
    private const int OpenBytes = 4096;
    private static readonly byte[] Ping = "2"u8.ToArray();

    private readonly ClientWebSocket _socket = new();
    private readonly TimeProvider _time;
    private TimeSpan _pingInterval;
    private TimeSpan _pingTimeout;
    private long _pinged;
    private long _heard;

    private LegacySocket(TimeProvider time)
    {
        _time = time;
        _socket.Options.KeepAliveInterval = TimeSpan.Zero; // Engine.IO has its own
        _socket.Options.Proxy = null;
    }

    /// <summary>Connects and waits until the server has let the client in.</summary>
    /// <exception cref="WebSocketException">The server cannot be reached, or is none of Socket.IO 1.x.</exception>
    internal static async Task<LegacySocket> ConnectAsync(Uri server, TimeProvider time, CancellationToken ct)
    {
        var socket = new LegacySocket(time);
        try
        {
            await socket._socket.ConnectAsync(AddressOf(server), ct).ConfigureAwait(false);
            await socket.OpenAsync(ct).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _socket.Dispose();

    internal ValueTask SendAsync(ReadOnlyMemory<byte> packet, CancellationToken ct) =>
        _socket.SendAsync(packet, WebSocketMessageType.Text, endOfMessage: true, ct);

    /// <summary>Sends a ping when one is due. False when the server has not answered in time.</summary>
    internal async ValueTask<bool> BeatAsync(CancellationToken ct)
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _heard)) > _pingInterval + _pingTimeout)
            return false;
        if (_time.GetElapsedTime(_pinged) < _pingInterval)
            return true;
        _pinged = _time.GetTimestamp();
        await SendAsync(Ping, ct).ConfigureAwait(false);
        return true;
    }

    /// <summary>Reads until the server ends the connection.</summary>
    internal async Task ReadAsync(CancellationToken ct)
    {
        var buffer = new byte[OpenBytes];
        while (true)
        {
            var result = await _socket.ReceiveAsync(buffer.AsMemory(), ct).ConfigureAwait(false);
            Volatile.Write(ref _heard, _time.GetTimestamp());
            if (result.MessageType == WebSocketMessageType.Close || IsEnd(buffer.AsSpan(0, result.Count)))
                return;
            while (!result.EndOfMessage)
                result = await _socket.ReceiveAsync(buffer.AsMemory(), ct).ConfigureAwait(false);
        }
    }

    private static bool IsEnd(ReadOnlySpan<byte> packet) => packet.SequenceEqual("1"u8) || packet.SequenceEqual("41"u8);

    private static Uri AddressOf(Uri server) => new UriBuilder(server)
    {
        Scheme = server.Scheme is "https" or "wss" ? "wss" : "ws",
        Path = "/socket.io/",
        Query = "EIO=3&transport=websocket",
    }.Uri;

    private async Task OpenAsync(CancellationToken ct)
    {
        var buffer = new byte[OpenBytes];
        var open = await ReadWholeAsync(buffer, ct).ConfigureAwait(false);
        if (!open.Span.StartsWith("0{"u8))
            throw new WebSocketException("the server does not open a session of Engine.IO");
        try
        {
            using var handshake = JsonDocument.Parse(open[1..]);
            (_pingInterval, _pingTimeout) = (Milliseconds(handshake, "pingInterval"), Milliseconds(handshake, "pingTimeout"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new WebSocketException("the server opens a session that is none of Engine.IO", e);
        }

        if (!(await ReadWholeAsync(buffer, ct).ConfigureAwait(false)).Span.SequenceEqual("40"u8))
            throw new WebSocketException("the server is none of Socket.IO 1.x: it does not connect a client of itself");
        _pinged = _heard = _time.GetTimestamp();
    }

    private async Task<ReadOnlyMemory<byte>> ReadWholeAsync(byte[] buffer, CancellationToken ct)
    {
        var length = 0;
        while (true)
        {
            var result = await _socket.ReceiveAsync(buffer.AsMemory(length), ct).ConfigureAwait(false);
            length += result.Count;
            if (result.MessageType == WebSocketMessageType.Text && result.EndOfMessage)
                return buffer.AsMemory(0, length);
            if (result.MessageType != WebSocketMessageType.Text || length == buffer.Length)
                throw new WebSocketException(string.Create(CultureInfo.InvariantCulture, $"no text of at most {buffer.Length} bytes came"));
        }
    }

    private static TimeSpan Milliseconds(JsonDocument handshake, string name) =>
        TimeSpan.FromMilliseconds(handshake.RootElement.GetProperty(name).GetInt32());
}
