namespace Gossamer.SocketIO;

/// <summary>
/// One socket and how long it is waited for; <see cref="Socket.Timeout"/> makes it. Immutable: it can be kept and shared.
/// </summary>
public sealed partial class SocketOperator
{
    private readonly TimeSpan _timeout;

    internal SocketOperator(Socket socket, TimeSpan timeout)
    {
        Socket = socket;
        _timeout = timeout;
    }

    /// <summary>Which socket.</summary>
    public Socket Socket { get; }

    /// <summary>Emits an event without arguments and waits for the client's answer.</summary>
    /// <inheritdoc cref="Socket.EmitWithAckAsync{TAnswer}(string, TimeSpan, CancellationToken)"/>
    public Task<AckResult<TAnswer>> EmitWithAckAsync<TAnswer>(string name, CancellationToken cancellation = default) =>
        Socket.AskAsync(Socket.Request<TAnswer>(name), _timeout, cancellation);

    /// <inheritdoc cref="Socket.EmitWithAckAsync{TAnswer}(string, RawArguments, CancellationToken)"/>
    public Task<AckResult<TAnswer>> EmitWithAckAsync<TAnswer>(
        string name, RawArguments arguments, CancellationToken cancellation = default) =>
        Socket.AskAsync(Socket.Request<TAnswer>(name, arguments), _timeout, cancellation);
}
