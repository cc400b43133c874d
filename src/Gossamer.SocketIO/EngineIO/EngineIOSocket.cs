using System.Text;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO;

/// <summary>
/// One Engine.IO session, for applications that want messages without Socket.IO's events (<c>MapEngineIO</c>). Messages come in
/// order, one at a time; members may be called from any thread.
/// </summary>
public sealed class EngineIOSocket : IEngineHandler
{
    private readonly EngineSession _session;
    private readonly Action<EngineIOSocket> _onOpen;
    private readonly Func<ReadOnlyMemory<byte>, bool, ValueTask> _ignore = static (_, _) => ValueTask.CompletedTask;
    private Func<ReadOnlyMemory<byte>, bool, ValueTask>? _onMessage;
    private Action<DisconnectReason>? _onClose;

    internal EngineIOSocket(EngineSession session, Handshake handshake, Action<EngineIOSocket> onOpen)
    {
        _session = session;
        _onOpen = onOpen;
        Handshake = handshake;
    }

    /// <summary>The session's id.</summary>
    public string Id => _session.Id;

    /// <summary>What is known from the request that opened the session.</summary>
    public Handshake Handshake { get; }

    /// <summary>
    /// Sets what to do with a message: its bytes (UTF-8 if text; valid until the task ends) and whether it is binary. Until the task
    /// has ended nothing more is read from this client.
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

    /// <summary>Ends the session; what was sent before still reaches the client.</summary>
    public void Close() => _session.Close(CloseReason.ForcedClose);

    bool IEngineHandler.TextIsJson => false;

    void IEngineHandler.OnOpen() => _onOpen(this);

    ValueTask IEngineHandler.OnMessageAsync(ReadOnlyMemory<byte> data, bool isBinary) => (_onMessage ?? _ignore)(data, isBinary);

    void IEngineHandler.OnClosed(CloseReason reason) => _onClose?.Invoke(DisconnectReason.From(reason));
}
