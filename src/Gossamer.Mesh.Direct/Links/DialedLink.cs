using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;

namespace Gossamer.Mesh.Direct;

/// <summary>
/// A link that this server opens: dials, then writes what the sender has, one frame for all that waits, while a reader looks out
/// for the peer's close. Whatever ends first ends the link; the sender hears of it once.
/// </summary>
internal sealed class DialedLink(MeshPeer peer, ILinkSender sender, DirectTransport transport) : ILinkChannel, IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly LinkEnd _end = new();
    private readonly Signal _wake = new();
    private readonly OutgoingFrame _frame = new(sender);

    public void Wake() => _wake.Set();

    public void Close(LinkClose reason) => _end.Close(reason);

    public void Dispose()
    {
        _end.Dispose();
        _socket.Dispose();
    }

    /// <summary>The link's whole life. Does not throw.</summary>
    internal async Task RunAsync()
    {
        var end = await DialAsync().ConfigureAwait(false) ?? await SpeakAsync().ConfigureAwait(false);
        sender.Closed(_end.Reason ?? end);
        Dispose();
    }

    private async Task<LinkClose?> DialAsync()
    {
        if (!transport.Tokens.CanIssue)
            return new(LinkCloseCode.Unauthorized, "this server was started without a key with which to show others who it is");
        var options = _socket.Options;
        options.SetRequestHeader("Authorization", $"Bearer {transport.Tokens.Issue(peer.Id)}");
        options.KeepAliveInterval = TimeSpan.Zero; // the mesh's own heartbeats do that
        options.CollectHttpResponseDetails = true;
        options.Proxy = null;
        options.RemoteCertificateValidationCallback = transport.Options.CertificateValidation;
        try
        {
            await _socket.ConnectAsync(transport.AddressOf(peer), _end.Cancellation).ConfigureAwait(false);
            sender.Opened();
            return null;
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or OperationCanceledException or IOException)
        {
            return WhyNotConnected(e);
        }
    }

    private async Task<LinkClose> SpeakAsync()
    {
        var reading = ReadAsync();
        var writing = WriteAsync();
        var first = await Task.WhenAny(reading, writing).ConfigureAwait(false);
        var end = await first.ConfigureAwait(false);

        // The peer is told why, if it still listens; then it answers, or time is up, and nothing of this link is left.
        using var limit = new CancellationTokenSource(transport.Options.CloseTimeout);
        await WebSocketClose.TrySayAsync(_socket, _end.Reason ?? end, limit.Token).ConfigureAwait(false);
        if (first == writing)
            await Task.WhenAny(reading, Task.Delay(Timeout.InfiniteTimeSpan, limit.Token)).ConfigureAwait(false);
        if (_socket.State != WebSocketState.Closed)
            _socket.Abort();
        await _end.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(reading, writing).ConfigureAwait(false);
        return end;
    }

    private async Task<LinkClose> ReadAsync()
    {
        try
        {
            // No token: cancelling it would abort the socket before the close is said.
            var reader = new FrameReader(_socket, 0);
            return await reader.ReadAsync(CancellationToken.None).ConfigureAwait(false) is null
                ? reader.End
                : new(LinkCloseCode.Malformed, "the peer may not speak on this link");
        }
        catch (Exception e) when (LinkEnd.IsBroken(e))
        {
            return new(LinkCloseCode.ConnectionLost, e.Message);
        }
    }

    private async Task<LinkClose> WriteAsync()
    {
        try
        {
            while (true)
            {
                var result = _frame.Take();
                if (result == TakeResult.Nothing)
                {
                    await _wake.WaitAsync(_end.Cancellation).ConfigureAwait(false);
                    continue;
                }

                await _socket.SendAsync(_frame.Memory, WebSocketMessageType.Binary, endOfMessage: true, _end.Cancellation)
                    .ConfigureAwait(false);
                if (result == TakeResult.LastFrame)
                    return new(LinkCloseCode.Goodbye);
            }
        }
        catch (Exception e) when (LinkEnd.IsBroken(e))
        {
            return new(LinkCloseCode.ConnectionLost, e.Message);
        }
    }

    private LinkClose WhyNotConnected(Exception e)
    {
        if (_socket.HttpStatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            return new(LinkCloseCode.Unauthorized, $"the request's token was refused; the log of '{peer.Id}' says why");
        return new(LinkCloseCode.ConnectFailed, e.GetBaseException() switch
        {
            SocketException socket => socket.SocketErrorCode.ToString(),
            AuthenticationException => "the peer's certificate is not trusted here",
            var other => other.Message,
        });
    }
}
