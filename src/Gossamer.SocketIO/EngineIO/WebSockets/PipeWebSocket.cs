using System.Buffers;
using System.IO.Pipelines;
using Gossamer.SocketIO.EngineIO.Limits;
using Gossamer.SocketIO.EngineIO.TcpTransport;
using Microsoft.AspNetCore.Connections;

namespace Gossamer.SocketIO.EngineIO.WebSockets;

/// <summary>
/// A WebSocket straight on the pipes of a connection that HTTP has handed over: frames are read where the transport put them and
/// written where it takes them from, any number to a flush.
/// </summary>
internal sealed partial class PipeWebSocket(
    ConnectionContext connection, int maxPayload, IConnectionLimits? limits = null) : IWebSocketChannel
{
    private readonly PipeReader _input = connection.Transport.Input;
    private readonly MessageReader _messages = new(maxPayload);
    private ReadOnlySequence<byte> _unread;
    private int _counted; // of the reader's buffer, as held for the client
    private volatile WebSocketInput _expected;
    private volatile CancellationTokenSource? _partialWait; // for the rest of a message
    private WebSocketInput _applied;
    private int _charged; // of the message that is under way
    private bool _isReading;
    private bool _isComplete;

    public ValueTask<WebSocketRead> ReadAsync()
    {
        ApplyExpected();
        return _messages.TryRead(ref _unread, out var read) ? new ValueTask<WebSocketRead>(Charged(read)) : WaitAsync();
    }

    public void LeaveBuffer()
    {
        _messages.LeaveBuffer();
        CountHeld();
    }

    public void Expect(WebSocketInput input)
    {
        _expected = input;
        Interlocked.MemoryBarrier(); // whoever waits from now on sees it
        if (input == WebSocketInput.Close)
            _partialWait?.Cancel(); // whoever waits in the midst of a message lets go of it
    }

    public void Abort()
    {
        try
        {
            connection.Abort(new ConnectionAbortedException("The Socket.IO session has ended."));
        }
        catch (ObjectDisposedException)
        {
            // The connection has ended by itself.
        }
    }

    public void Release()
    {
        _messages.End();
        _input.Complete();
        CountHeld();
    }

    private async ValueTask<WebSocketRead> WaitAsync()
    {
        try
        {
            while (true)
            {
                if (_isReading)
                    _input.AdvanceTo(_unread.Start, _unread.End);
                (_isReading, _unread) = (false, default);
                if (_isComplete)
                    return WebSocketRead.Ended(CloseReason.TransportClose);

                var token = WaitToken();
                var arrival = _input.ReadAsync(token);
                if (!arrival.IsCompleted)
                    Rest();
                try
                {
                    var result = await arrival.ConfigureAwait(false);
                    (_unread, _isReading, _isComplete) = (result.Buffer, true, result.IsCompleted);
                }
                catch (OperationCanceledException) when (token.IsCancellationRequested)
                {
                    // The rest of the message is not waited for.
                }

                ApplyExpected();
                var arrived = _unread.Length;
                if (_messages.TryRead(ref _unread, out var read))
                    return Charged(read);
                CountHeld(); // it is held for as long as the client is made to wait
                await ChargeAsync((int)(arrived - _unread.Length)).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (MeansGone(e))
        {
            return WebSocketRead.Ended(CloseReason.TransportClose);
        }
    }

    /// <summary>Waiting for the rest of a message ends when no message is expected any more.</summary>
    private CancellationToken WaitToken()
    {
        if (!_messages.HasPart || _applied == WebSocketInput.Close)
            return CancellationToken.None;
        _partialWait ??= new CancellationTokenSource();
        Interlocked.MemoryBarrier(); // whoever expects something else from now on cancels it
        ApplyExpected();
        return _applied == WebSocketInput.Close ? CancellationToken.None : _partialWait.Token;
    }

    private void ApplyExpected()
    {
        var expected = _expected;
        if (expected == _applied)
            return;
        _applied = expected;
        _messages.Expect(expected);
        CountHeld();
    }

    /// <summary>
    /// A part of a message that has not come whole: it has been taken, whether or not the rest ever comes. An upgrade has no rates yet.
    /// </summary>
    private ValueTask ChargeAsync(int bytes)
    {
        if (limits is null || _applied == WebSocketInput.Probe || bytes == 0)
            return ValueTask.CompletedTask;
        _charged += bytes;
        return limits.ChargeAsync(bytes);
    }

    private WebSocketRead Charged(WebSocketRead read)
    {
        if (_charged == 0 || read.IsAside)
            return read;
        var charged = _charged;
        _charged = 0;
        return read with { Charged = charged };
    }

    private void Rest()
    {
        _messages.Rest();
        CountHeld();
    }

    private void CountHeld()
    {
        var held = _messages.HeldBytes + ((_input as TcpReader)?.HeldBytes ?? 0);
        if (held == _counted)
            return;
        limits?.Keep(held - _counted);
        _counted = held;
    }

    private static bool MeansGone(Exception e) => e is IOException or OperationCanceledException or ObjectDisposedException;
}
