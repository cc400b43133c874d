using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using Gossamer.SocketIO;

namespace Gossamer.Server.SocketClient;

/// <summary>Connects: the WebSocket, the handshake, CONNECT and its answer, each within its time.</summary>
internal sealed class SocketDialer(SocketClientOptions options, TimeProvider time) : ISocketDialer
{
    private const string Path = "/socket.io/";
    private const string Query = "EIO=4&transport=websocket";

    public async Task<ConnectResult> ConnectAsync(Uri server, ReturnTicket ticket, string? token, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(options.ConnectTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        var web = new ClientWebSocket();
        web.Options.KeepAliveInterval = TimeSpan.Zero; // the protocol's own heartbeats do that
        web.Options.CollectHttpResponseDetails = true;
        web.Options.RemoteCertificateValidationCallback = options.CertificateValidation;
        var socket = new ClientSocket(web, options, time);
        ConnectResult result;
        try
        {
            await web.ConnectAsync(AddressOf(server), either.Token);
            if (!await socket.ShakeHandsAsync(either.Token))
                throw new SocketClientException("what answers there does not speak Engine.IO 4");
            patience.CancelAfter(options.JoinTimeout);
            result = await JoinAsync(socket, ticket, token, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            result = new ConnectResult.Failed("no answer in time");
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException or SocketClientException)
        {
            result = new ConnectResult.Failed(WhyNot(web, e));
        }

        if (result is not ConnectResult.Connected)
            socket.Dispose();
        return result;
    }

    /// <summary>http and https, as people give addresses, become ws and wss; a path of its own is that of a proxy.</summary>
    internal static Uri AddressOf(Uri server)
    {
        var address = new UriBuilder(server) { Query = Query };
        address.Scheme = server.Scheme is "https" or "wss" ? "wss" : "ws";
        address.Path = server.AbsolutePath.TrimEnd('/') + Path;
        return address.Uri;
    }

    private static async Task<ConnectResult> JoinAsync(
        ClientSocket socket, ReturnTicket ticket, string? token, CancellationToken cancellation)
    {
        await socket.SendAsync(PacketType.Connect, ConnectAuth.Write(ticket, token), null, cancellation);
        while (true)
        {
            var packet = await socket.ReadAsync(cancellation);
            if (packet.Type == PacketType.Connect)
                return new ConnectResult.Connected(socket, JsonFields.Text(packet.Data, "pid"));
            if (packet.Type == PacketType.ConnectError)
                return Refusal(packet);
        }
    }

    /// <summary><code>44{"message":"...","data":{"code":"...","message":"..."}}</code></summary>
    private static ConnectResult.Refused Refusal(ServerPacket packet)
    {
        var data = JsonFields.Field(packet.Data, "data") ?? packet.Data;
        return new(
            JsonFields.Text(data, "code") ?? "refused",
            JsonFields.Text(data, "message") ?? JsonFields.Text(packet.Data, "message") ?? "the server refuses the connection");
    }

    private static string WhyNot(ClientWebSocket web, Exception e) => e.GetBaseException() switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "nothing listens there",
        SocketException { SocketErrorCode: SocketError.HostNotFound } => "no such host is known",
        SocketException socket => socket.Message,
        AuthenticationException => "its certificate is not trusted here",
        _ when web.HttpStatusCode == HttpStatusCode.ServiceUnavailable => "the server takes no new clients now (503)",
        _ when web.HttpStatusCode == HttpStatusCode.TooManyRequests => "the server takes no more clients of this address now (429)",
        _ when web.HttpStatusCode != default => $"what answers there is no Socket.IO server (HTTP {(int)web.HttpStatusCode})",
        var other => other.Message.TrimEnd('.'),
    };
}
