using Gossamer.SocketIO.EngineIO.Limits;

namespace Gossamer.SocketIO.EngineIO;

/// <content>A client that sends too fast is not read from for a while; one that reads nothing is let go.</content>
internal sealed partial class EngineSession
{
    private WriteWatch? _writeWatch; // most connections never need it
    private PacketRates _rates;
    private TaskCompletionSource? _pause; // completes with the session; null while it was never too fast

    /// <inheritdoc/>
    public WriteWatch WriteWatch => Volatile.Read(ref _writeWatch) ?? MakeWriteWatch();

    /// <summary>
    /// Ends when that much time is over, or the session. Nothing is read from the client meanwhile, which is no fault of its heartbeat.
    /// What comes over a WebSocket after the session's end is read for the client's close frame alone, and no faster than before: until
    /// that comes, or the connection is cut off.
    /// </summary>
    public async ValueTask PauseAsync(TimeSpan time)
    {
        _table.OnThrottled();
        var ended = Interlocked.CompareExchange(ref _pause, new(TaskCreationOptions.RunContinuationsAsynchronously), null) ?? _pause;
        if (IsClosed)
        {
            if (Transport?.Kind == SocketIOTransports.WebSocket)
                await Task.Delay(time < _options.CloseTimeout ? time : _options.CloseTimeout, Time).ConfigureAwait(false);
            return;
        }

        await ended.Task.WaitAsync(time, Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _heartbeat.Excuse();
    }

    /// <inheritdoc/>
    public ValueTask ChargeAsync(int bytes)
    {
        if (_rates.TryTakeBytes(bytes))
            return ValueTask.CompletedTask;
        var pause = _rates.Draw(this);
        return pause == TimeSpan.Zero ? ValueTask.CompletedTask : PauseAsync(pause);
    }

    /// <summary>
    /// Something came that is no packet, and so no sign of life: a control frame of a WebSocket, or a part of a message. It counts like
    /// a packet: it takes as much work.
    /// </summary>
    public ValueTask ReceiveAsideAsync(int bytes)
    {
        if (_rates.TryTake(bytes))
            return ValueTask.CompletedTask;
        var pause = _rates.Draw(this);
        return pause == TimeSpan.Zero ? ValueTask.CompletedTask : PauseAsync(pause);
    }

    /// <summary>The packet is read already, so it is handled; those behind it wait.</summary>
    private ValueTask HandleAsync(in EnginePacket packet, TimeSpan pause)
    {
        var handling = HandleAsync(packet); // of none that was too fast for too long
        return pause == TimeSpan.Zero ? handling : WaitAsync(handling, pause);
    }

    /// <summary>It is not read from: too much of it waits for handlers.</summary>
    public bool IsHeld => _heartbeat.IsHeld;

    /// <summary>Too much of the client's waits for handlers: it is not read from, so that it cannot be heard either.</summary>
    private async ValueTask HoldAsync(ValueTask handling)
    {
        _heartbeat.Hold();
        try
        {
            await handling.ConfigureAwait(false);
        }
        finally
        {
            _heartbeat.Release();
        }
    }

    private async ValueTask WaitAsync(ValueTask handling, TimeSpan pause)
    {
        await handling.ConfigureAwait(false);
        await PauseAsync(pause).ConfigureAwait(false);
    }

    private WriteWatch MakeWriteWatch()
    {
        var made = new WriteWatch(Time, _options.WriteTimeout, () => Close(CloseReason.WriteStalled));
        if (Interlocked.CompareExchange(ref _writeWatch, made, null) is not { } first)
            return made;
        made.Dispose();
        return first;
    }

    private void EndPause() => Volatile.Read(ref _pause)?.TrySetResult();
}
