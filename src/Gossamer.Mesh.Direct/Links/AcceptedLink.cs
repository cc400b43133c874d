using System.Net.WebSockets;

namespace Gossamer.Mesh.Direct;

/// <summary>A link that a peer opened: reads frames and hands them to the mesh until either side ends it.</summary>
internal sealed class AcceptedLink(WebSocket socket, MeshOptions mesh, MeshDirectOptions options) : ILinkChannel, IDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private LinkClose? _reason; // why this side ends the link, once it does

    /// <summary>Nothing is ever told on this link.</summary>
    public void Wake()
    {
    }

    public void Close(LinkClose reason)
    {
        lock (_gate)
        {
            if (_reason is not null)
                return;
            _reason = reason;
            _ = _ended.CancelAsync(); // callbacks run elsewhere: the caller may hold locks
        }
    }

    public void Dispose()
    {
        lock (_gate)
            _reason ??= default(LinkClose); // from here on Close finds nothing to do
        _ended.Dispose();
    }

    /// <summary>The link's whole life. Does not throw.</summary>
    internal async Task RunAsync(ILinkListener listener, CancellationToken aborted)
    {
        var reading = ReadAsync(listener, aborted);
        var closing = Task.Delay(Timeout.InfiniteTimeSpan, _ended.Token);
        await Task.WhenAny(reading, closing).ConfigureAwait(false);

        using var limit = new CancellationTokenSource(options.CloseTimeout);
        var end = OwnReason() ?? await reading.ConfigureAwait(false);
        listener.Closed(end);
        await SayCloseAsync(end, limit.Token).ConfigureAwait(false);
        await Task.WhenAny(HearCloseAsync(reading, limit.Token), Task.Delay(Timeout.InfiniteTimeSpan, limit.Token)).ConfigureAwait(false);
        if (socket.State != WebSocketState.Closed)
            socket.Abort();
        await reading.ConfigureAwait(false);
    }

    private async Task<LinkClose> ReadAsync(ILinkListener listener, CancellationToken aborted)
    {
        var reader = new FrameReader(socket, mesh.MaxFrameBytes);
        try
        {
            while (await reader.ReadAsync(aborted).ConfigureAwait(false) is { } frame)
            {
                if (OwnReason() is null)
                    listener.Received(frame.Span);
            }

            return reader.End;
        }
        catch (Exception e) when (IsBroken(e))
        {
            return new(LinkCloseCode.ConnectionLost, e.Message);
        }
    }

    // A connection that is cut with unread bytes takes the close frame that was just sent with it.
    private async Task HearCloseAsync(Task reading, CancellationToken limit)
    {
        await reading.ConfigureAwait(false);
        try
        {
            var rest = new byte[4096];
            while (socket.State == WebSocketState.CloseSent)
                await socket.ReceiveAsync(rest.AsMemory(), limit).ConfigureAwait(false);
        }
        catch (Exception e) when (IsBroken(e))
        {
            // The peer has cut the connection: nothing else to wait for.
        }
    }

    private LinkClose? OwnReason()
    {
        lock (_gate)
            return _reason;
    }

    private async Task SayCloseAsync(LinkClose reason, CancellationToken limit)
    {
        try
        {
            if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
                await WebSocketClose.SayAsync(socket, reason, limit).ConfigureAwait(false);
        }
        catch (Exception e) when (IsBroken(e))
        {
            // The connection is gone already: what was to be said cannot be heard.
        }
    }

    private static bool IsBroken(Exception e) =>
        e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException;
}
