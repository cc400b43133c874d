using System.Diagnostics.CodeAnalysis;
using System.Text;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Events;
using Microsoft.Extensions.Logging;

namespace Gossamer.SocketIO;

/// <summary>
/// One Engine.IO session, for applications that want messages without Socket.IO's events (<c>MapEngineIO</c>). Messages come in
/// order, one at a time; members may be called from any thread.
/// </summary>
public sealed class EngineIOSocket : IEngineHandler
{
    private const string AnyException = "The application's code may throw anything; it is logged, and closes nothing.";

    private readonly EngineSession _session;
    private readonly ILogger _log;
    private readonly Action<EngineIOSocket> _onOpen;
    private readonly EventPump<EngineMessage> _pump;
    private Func<ReadOnlyMemory<byte>, bool, ValueTask>? _onMessage;
    private Action<DisconnectReason>? _onClose;

    internal EngineIOSocket(EngineSession session, Handshake handshake, SocketIOOptions options, ILogger log, Action<EngineIOSocket> onOpen)
    {
        _pump = new EventPump<EngineMessage>(RunAsync, options.MaxWaitingEvents, options.MaxPayload, session.Memory);
        _session = session;
        _log = log;
        _onOpen = onOpen;
        Handshake = handshake;
        session.Keep(handshake.Size);
    }

    /// <summary>The session's id.</summary>
    public string Id => _session.Id;

    /// <summary>What carries the session at this moment.</summary>
    public SocketIOTransports Transport => _session.Transport?.Kind ?? SocketIOTransports.None;

    /// <summary>The revision of Engine.IO that the client speaks: 3 or 4.</summary>
    public int EngineIOVersion => (int)_session.Protocol;

    /// <summary>What is known from the request that opened the session.</summary>
    public Handshake Handshake { get; }

    /// <summary>
    /// Sets what to do with a message: its bytes (UTF-8 if text; they may be kept) and whether it is binary. Until the task has ended the
    /// client's later messages wait (at most <see cref="SocketIOOptions.MaxWaitingEvents"/>, then the client does); heartbeats get through.
    /// What the handler throws is logged, and closes nothing.
    /// </summary>
    public void OnMessage(Func<ReadOnlyMemory<byte>, bool, ValueTask> handler) => _onMessage = handler;

    /// <summary>Sets what to do when the session has ended.</summary>
    public void OnClose(Action<DisconnectReason> handler) => _onClose = handler;

    /// <summary>Puts a text message into the outbox. False when the session has ended, or ends now because its outbox is full.</summary>
    public bool Send(string text) => SendText(Encoding.UTF8.GetBytes(text));

    /// <summary>Puts a text message that is UTF-8 already into the outbox.</summary>
    /// <inheritdoc cref="Send(string)"/>
    public bool SendText(ReadOnlySpan<byte> utf8) => _session.Send(EngineFrame.Text([(byte)'4', .. utf8]));

    /// <summary>Puts a binary message into the outbox. The bytes must not change any more.</summary>
    /// <inheritdoc cref="Send(string)"/>
    public bool SendBinary(ReadOnlyMemory<byte> bytes) => _session.Send(new EngineFrame(bytes, IsBinary: true));

    /// <summary>
    /// Ends when there is room for more in the outbox: at once as long as no more than a sixteenth of its bounds waits there; else when
    /// that has been taken to be written, when the session has ended, or after <see cref="SocketIOOptions.WriteTimeout"/>. Who sends many
    /// messages in a row awaits this between them.
    /// </summary>
    /// <param name="cancellation">Ends the waiting with an <see cref="OperationCanceledException"/>.</param>
    public ValueTask WaitForRoomAsync(CancellationToken cancellation = default) => _session.WaitForRoomAsync(cancellation);

    /// <summary>
    /// Adds a handler for each time that all that waited has been written (what Node calls "drain"). It runs on another thread than the
    /// writer; what it throws is logged.
    /// </summary>
    /// <returns>Dispose of it to remove the handler.</returns>
    public IDisposable OnDrained(Action handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _session.Drained.Add(() => Guard(static run => run(), handler));
    }

    /// <inheritdoc cref="Socket.OnUpgraded"/>
    public IDisposable OnUpgraded(Action handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return _session.Upgraded.Add(() => Guard(static run => run(), handler));
    }

    /// <summary>Ends the session; what was sent before still reaches the client.</summary>
    public void Close() => _session.Close(CloseReason.ForcedClose);

    bool IEngineHandler.TextIsJson => false;

    bool IEngineHandler.ClientSpeaksFirst => false;

    long IEngineHandler.HeldBytes => _pump.WaitingBytes;

    void IEngineHandler.OnOpen() => Guard(_onOpen, this);

    ValueTask IEngineHandler.OnMessageAsync(ReadOnlyMemory<byte> data, bool isBinary)
    {
        var message = new EngineMessage(data, isBinary);
        if (_pump.TryEnqueue(message, out var accepted))
            return accepted;
        var running = RunAsync(message.Detach());
        if (!running.IsCompletedSuccessfully)
            _pump.Hold(running);
        return ValueTask.CompletedTask;
    }

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    private async ValueTask RunAsync(EngineMessage message)
    {
        if (_onMessage is not { } handler)
            return;
        try
        {
            await handler(message.Data, message.IsBinary).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _log.HandlerFailed(e, SessionId.Derive(Id));
        }
    }

    void IEngineHandler.OnClosed(CloseReason reason) => Guard(_onClose, DisconnectReason.From(reason));

    [SuppressMessage("Design", "CA1031", Justification = AnyException)]
    private void Guard<T>(Action<T>? handler, T argument)
    {
        try
        {
            handler?.Invoke(argument);
        }
        catch (Exception e)
        {
            _log.HandlerFailed(e, SessionId.Derive(Id));
        }
    }
}
