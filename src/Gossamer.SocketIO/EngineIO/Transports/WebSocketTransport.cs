using System.Net.WebSockets;
using Gossamer.SocketIO.EngineIO.WebSockets;

namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>
/// A WebSocket: each packet a message. Reading is <see cref="WebSocketConnection"/>'s; the writer here takes all that waits, writes it
/// and flushes once. No writer runs, and no buffer is held, while nothing waits.
/// </summary>
internal sealed class WebSocketTransport(EngineSession session, IWebSocketChannel channel, bool base64Only)
    : IEngineTransport, IThreadPoolWorkItem
{
    private int _writing;
    private byte[]? _pong;
    private ITimer? _closeTimer;
    private TaskCompletionSource? _finished;

    public SocketIOTransports Kind => SocketIOTransports.WebSocket;

    private TaskCompletionSource Finished =>
        Volatile.Read(ref _finished)
        ?? Interlocked.CompareExchange(ref _finished, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null)
        ?? _finished;

    private bool HasWork => session.HasWaiting(this) || session.IsClosed || Volatile.Read(ref _pong) is not null;

    public void Wake()
    {
        if (Interlocked.CompareExchange(ref _writing, 1, 0) == 0 && !WokenWriters.TryAdd(this))
            BulkWork.Add(this);
    }

    /// <summary>
    /// Answers a ping. One that the writer has not come to yet gives way: only the latest has to be answered (RFC 6455, 5.5.3).
    /// </summary>
    public void Pong(ReadOnlyMemory<byte> payload)
    {
        Volatile.Write(ref _pong, payload.ToArray());
        Wake();
    }

    public void Close(CloseReason reason)
    {
        if (reason.IsAbrupt() || (reason == CloseReason.MemoryExhausted && (session.IsWriting || session.HoldsInput)))
        {
            channel.Abort(); // what is being written, or has come in part, is let go at once
            return;
        }

        channel.Expect(WebSocketInput.Close);

        // The client gets this long to take what waits and the close frame, and to answer it.
        _closeTimer = session.Time.CreateTimer(
            static s => ((IWebSocketChannel)s!).Abort(), channel, session.Options.CloseTimeout, Timeout.InfiniteTimeSpan);
        Wake();
    }

    /// <summary>The session has ended and nothing is read any more; the task ends when nothing is written any more either.</summary>
    public async Task CompleteAsync()
    {
        Wake();
        try
        {
            await Finished.Task.ConfigureAwait(false);
        }
        finally
        {
            if (_closeTimer is { } timer)
                await timer.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Writes until nothing waits, or the client lets it wait. Only for whom <see cref="Wake"/> appoints.</summary>
    public void Write() => _ = WriteWaitingAsync();

    void IThreadPoolWorkItem.Execute() => Write();

    private async Task WriteWaitingAsync()
    {
        try
        {
            do
            {
                var isClosed = session.IsClosed; // from then on nothing is added: draining once more takes the last of it
                if (!await TryDrainAsync().ConfigureAwait(false))
                {
                    await Task.Yield(); // to the application's handlers, which may take their time: others write behind this
                    Break();
                    Finished.TrySetResult();
                    return;
                }

                if (isClosed)
                {
                    await channel.CloseAsync(Status(session.Reason), session.Reason.Words()).ConfigureAwait(false);
                    Finished.TrySetResult();
                    return;
                }

                Volatile.Write(ref _writing, 0);
            }
            while (HasWork && Interlocked.CompareExchange(ref _writing, 1, 0) == 0);
        }
        catch (Exception e) // a bug: the connection must not live on without a writer, and whoever serves it must hear
        {
            Break();
            Finished.TrySetException(e);
        }
    }

    /// <returns>False when the client is gone.</returns>
    private async ValueTask<bool> TryDrainAsync()
    {
        if (Interlocked.Exchange(ref _pong, null) is { } pong && !await channel.WritePongAsync(pong).ConfigureAwait(false))
            return false;
        while (session.TryTake(this, out var batch))
        {
            using (batch)
            {
                if (!await channel.WriteAsync(base64Only ? AsText(batch.Frames) : batch.Frames, session.Protocol).ConfigureAwait(false))
                    return false;
            }
        }

        return true;
    }

    private ReadOnlyMemory<EngineFrame> AsText(ReadOnlyMemory<EngineFrame> frames)
    {
        var texts = new EngineFrame[frames.Length];
        for (var i = 0; i < texts.Length; i++)
            texts[i] = frames.Span[i].AsText(session.Protocol);
        return texts;
    }

    private void Break()
    {
        channel.Abort();
        session.Close(CloseReason.TransportError);
        session.Discard();
    }

    private static WebSocketCloseStatus Status(CloseReason reason) => reason switch
    {
        CloseReason.ServerShuttingDown => WebSocketCloseStatus.EndpointUnavailable,
        CloseReason.ParseError => WebSocketCloseStatus.ProtocolError,
        CloseReason.PayloadTooLarge => WebSocketCloseStatus.MessageTooBig,
        CloseReason.OutboxFull or CloseReason.AttachmentsMissing or CloseReason.MemoryExhausted or CloseReason.TooFast =>
            WebSocketCloseStatus.PolicyViolation,
        _ => WebSocketCloseStatus.NormalClosure,
    };
}
