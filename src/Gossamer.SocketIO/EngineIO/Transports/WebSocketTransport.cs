using System.Net.WebSockets;

namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>
/// A WebSocket: each packet a frame. <see cref="WebSocketReader"/> reads; the writer here takes all that waits, writes it and
/// flushes once. No writer runs, and no buffer is held, while nothing waits.
/// </summary>
internal sealed class WebSocketTransport(EngineSession session, WebSocket socket, CoalescingStream stream)
    : IEngineTransport, IThreadPoolWorkItem
{
    private static readonly ReadOnlyMemory<byte> BinaryMessageV3 = new byte[] { (byte)EnginePacketType.Message };

    private int _writing;
    private ITimer? _closeTimer;
    private TaskCompletionSource? _finished;

    public SocketIOTransports Kind => SocketIOTransports.WebSocket;

    private TaskCompletionSource Finished =>
        Volatile.Read(ref _finished)
        ?? Interlocked.CompareExchange(ref _finished, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null)
        ?? _finished;

    public void Wake()
    {
        if (Interlocked.CompareExchange(ref _writing, 1, 0) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    public void Close(CloseReason reason)
    {
        if (reason is CloseReason.PingTimeout or CloseReason.TransportError)
        {
            socket.AbortIfOpen();
            return;
        }

        // The client gets this long to take what waits and the close frame, and to answer it.
        _closeTimer = session.Time.CreateTimer(
            static s => ((WebSocket)s!).AbortIfOpen(), socket, session.Options.CloseTimeout, Timeout.InfiniteTimeSpan);
        Wake();
    }

    /// <summary>Writes one frame by itself, before the session has switched to this transport.</summary>
    public async ValueTask<bool> TrySendNowAsync(EngineFrame frame)
    {
        try
        {
            await WriteAsync(frame).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (MeansGone(e))
        {
            return false;
        }
    }

    /// <summary>The session has ended and nothing is read any more; the task ends when nothing is written any more either.</summary>
    public async Task CompleteAsync()
    {
        Wake();
        await Finished.Task.ConfigureAwait(false);
        if (_closeTimer is { } timer)
            await timer.DisposeAsync().ConfigureAwait(false);
    }

    void IThreadPoolWorkItem.Execute() => _ = WriteWaitingAsync();

    /// <summary>Exceptions by which a WebSocket tells that its connection is gone.</summary>
    internal static bool MeansGone(Exception e) =>
        e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;

    private async Task WriteWaitingAsync()
    {
        try
        {
            do
            {
                await DrainAsync().ConfigureAwait(false);
                if (session.IsClosed)
                {
                    await CloseOutputAsync().ConfigureAwait(false);
                    Finished.TrySetResult();
                    return;
                }

                Volatile.Write(ref _writing, 0);
            }
            while ((session.HasWaiting(this) || session.IsClosed) && Interlocked.CompareExchange(ref _writing, 1, 0) == 0);
        }
        catch (Exception e) when (MeansGone(e))
        {
            socket.AbortIfOpen();
            session.Close(CloseReason.TransportError);
            Finished.TrySetResult();
        }
    }

    private async ValueTask DrainAsync()
    {
        while (session.TryTake(this, out var batch))
        {
            using (batch)
            {
                stream.BeginBatch();
                for (var i = 0; i < batch.Count; i++)
                    await WriteAsync(batch.Frames.Span[i]).ConfigureAwait(false);
                await stream.EndBatchAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private ValueTask WriteAsync(EngineFrame frame)
    {
        if (!frame.IsBinary)
            return socket.SendAsync(frame.Bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        return session.Protocol == EngineProtocol.V4
            ? socket.SendAsync(frame.Bytes, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None)
            : WriteBinaryV3Async(frame.Bytes);
    }

    /// <summary>Revision 3 puts the type before the bytes, as a number.</summary>
    private async ValueTask WriteBinaryV3Async(ReadOnlyMemory<byte> bytes)
    {
        await socket.SendAsync(BinaryMessageV3, WebSocketMessageType.Binary, endOfMessage: false, CancellationToken.None).ConfigureAwait(false);
        await socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
    }

    private Task CloseOutputAsync()
    {
        var status = session.Reason switch
        {
            CloseReason.ServerShuttingDown => WebSocketCloseStatus.EndpointUnavailable,
            CloseReason.ParseError => WebSocketCloseStatus.ProtocolError,
            CloseReason.PayloadTooLarge => WebSocketCloseStatus.MessageTooBig,
            CloseReason.OutboxFull => WebSocketCloseStatus.PolicyViolation,
            _ => WebSocketCloseStatus.NormalClosure,
        };
        return socket.State is WebSocketState.Open or WebSocketState.CloseReceived
            ? socket.CloseOutputAsync(status, session.Reason.Words(), CancellationToken.None)
            : Task.CompletedTask;
    }
}
