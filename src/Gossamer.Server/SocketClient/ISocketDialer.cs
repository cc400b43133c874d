namespace Gossamer.Server.SocketClient;

/// <summary>How connections are made; tests have another way.</summary>
internal interface ISocketDialer
{
    Task<ConnectResult> ConnectAsync(Uri server, ReturnTicket ticket, string? token, CancellationToken cancellation);
}
