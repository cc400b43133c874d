using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Testing.Connections;

/// <summary>
/// What a client sends, on its way into the server's session: one frame at a time and in order, as a WebSocket has it. Whoever sends
/// handles what waits, on its own thread as far as the server lets it: so a handler that awaits nothing has run when sending has ended.
/// </summary>
internal sealed class ClientInput(EngineSession session, int bound)
{
    private readonly Lock _gate = new();
    private readonly Queue<Message> _waiting = [];
    private bool _isHandling;

    private readonly record struct Message(EngineFrame[] Frames, TaskCompletionSource Taken);

    /// <param name="frames">A packet and its attachments, which stay together.</param>
    /// <returns>Ends when the server has taken the packet and would read the next.</returns>
    public Task SendAsync(EngineFrame[] frames)
    {
        var message = new Message(frames, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (TryBegin(message))
            _ = HandleAsync(int.MaxValue);
        return message.Taken.Task;
    }

    /// <summary>
    /// Answers a ping before this returns, so that one step of a test's clock can be longer than the heartbeat's time-out. No event is
    /// handled here: the caller may hold a socket's lock.
    /// </summary>
    public void SendPong()
    {
        if (TryBegin(new Message([EngineFrame.Pong], new TaskCompletionSource())))
            _ = HandleAsync(here: 1);
    }

    /// <returns>Whether the caller is to handle what waits.</returns>
    private bool TryBegin(in Message message)
    {
        lock (_gate)
        {
            if (_waiting.Count >= bound)
                throw new SocketIOTestException(
                    $"{bound} packets of the client wait to be read by the server (SocketIOTestOptions.MaxEvents). Await EmitAsync.");
            _waiting.Enqueue(message);
            return !_isHandling && (_isHandling = true);
        }
    }

    private bool TryTake(out Message message)
    {
        lock (_gate)
            return _waiting.TryDequeue(out message) || (_isHandling = false);
    }

    /// <param name="here">How many packets may be handled on this thread.</param>
    [SuppressMessage("Design", "CA1031", Justification = "Whoever sends gets it.")]
    private async Task HandleAsync(int here)
    {
        SynchronizationContext.SetSynchronizationContext(null); // as on a server; the caller has its own again when this returns
        while (TryTake(out var message))
        {
            if (here-- == 0)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            try
            {
                foreach (var frame in message.Frames)
                    await ReceiveAsync(frame).ConfigureAwait(false);
                message.Taken.TrySetResult();
            }
            catch (Exception e)
            {
                session.Close(CloseReason.TransportError);
                message.Taken.TrySetException(e);
            }
        }
    }

    /// <summary>What a WebSocket does with a message that has come.</summary>
    private async ValueTask ReceiveAsync(EngineFrame frame)
    {
        var buffer = frame.Bytes.ToArray();
        if (buffer.Length > session.Options.MaxPayload)
            session.Close(CloseReason.PayloadTooLarge);
        else if (TryParse(frame, buffer, out var packet))
            await ReceiveAsync(packet).ConfigureAwait(false);
        else
            session.Close(CloseReason.ParseError);
        if (!session.TakeKeepsData())
            Array.Fill(buffer, (byte)'x'); // a receive buffer is used again: who kept a part of it is to be found out
    }

    private bool TryParse(in EngineFrame frame, byte[] buffer, out EnginePacket packet) => frame.IsBinary
        ? EnginePacket.TryParseBinary(session.Protocol, buffer, out packet)
        : EnginePacket.TryParseText(buffer, out packet);

    private ValueTask ReceiveAsync(in EnginePacket packet)
    {
        var handling = session.ReceiveAsync(packet);
        session.OnArrivedHandled();
        return handling;
    }
}
