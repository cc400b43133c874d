using System.Net.WebSockets;

namespace Gossamer.Mesh.Direct;

/// <summary>A link that a peer opened: reads frames and hands them to the mesh until either side ends it.</summary>
internal sealed class AcceptedLink(WebSocket socket, MeshOptions mesh, MeshDirectOptions options) : ILinkChannel, IDisposable
{
    private readonly LinkEnd _end = new();

    /// <summary>Nothing is ever told on this link.</summary>
    public void Wake()
    {
    }

    public void Close(LinkClose reason) => _end.Close(reason);

    public void Dispose() => _end.Dispose();

    /// <summary>The link's whole life. Does not throw.</summary>
    internal async Task RunAsync(ILinkListener listener, CancellationToken aborted)
    {
        var reading = ReadAsync(listener, aborted);
        var closing = Task.Delay(Timeout.InfiniteTimeSpan, _end.Cancellation);
        await Task.WhenAny(reading, closing).ConfigureAwait(false);

        using var limit = new CancellationTokenSource(options.CloseTimeout);
        var end = _end.Reason ?? await reading.ConfigureAwait(false);
        listener.Closed(end);
        await WebSocketClose.TrySayAsync(socket, end, limit.Token).ConfigureAwait(false);
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
                if (_end.Reason is null)
                    listener.Received(frame.Span);
            }

            return reader.End;
        }
        catch (Exception e) when (LinkEnd.IsBroken(e))
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
        catch (Exception e) when (LinkEnd.IsBroken(e))
        {
            // The peer has cut the connection: nothing else to wait for.
        }
    }
}
