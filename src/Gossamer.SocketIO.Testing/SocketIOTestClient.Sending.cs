using System.Diagnostics;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Packets;
using Gossamer.SocketIO.Testing.Connections;

namespace Gossamer.SocketIO.Testing;

/// <content>Events to the server, and its answers.</content>
public sealed partial class SocketIOTestClient
{
    private readonly Dictionary<long, TaskCompletionSource<SocketIOTestAnswer>> _unanswered = [];
    private long _nextAckId;

    /// <summary>Emits an event.</summary>
    /// <param name="name">The event's name; not one of Socket.IO's reserved ones ("connect", "disconnect", ...).</param>
    /// <param name="arguments">
    /// Each is written as what it is at run time, as <see cref="SocketIOOptions.Json"/> says; bytes become attachments. An array of
    /// another type than <c>object[]</c> is one argument.
    /// </param>
    /// <returns>
    /// Ends when the server has read the event. Its handler has then run up to its first wait; <c>EmitWithAckAsync</c> awaits its end.
    /// </returns>
    /// <exception cref="ArgumentException">The name is reserved.</exception>
    /// <exception cref="SocketIOTestException">
    /// The client is not connected, or the server did not read in time: it lets a client wait that is too fast, say.
    /// </exception>
    public Task EmitAsync(string name, params object?[]? arguments) => SendEventAsync(name, ackId: null, arguments);

    /// <summary>Emits an event and waits for the server's answer, which comes when the handler has ended.</summary>
    /// <exception cref="SocketIOTestException">
    /// The client is not connected, or disconnected before the answer, or the answer did not come in time.
    /// </exception>
    /// <inheritdoc cref="EmitAsync"/>
    /// <returns>The answer; <see cref="SocketIOTestAnswer.Error"/> tells a refusal.</returns>
    public async Task<SocketIOTestAnswer> EmitWithAckAsync(string name, params object?[]? arguments)
    {
        var since = Stopwatch.GetTimestamp();
        var answer = new TaskCompletionSource<SocketIOTestAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        long id;
        lock (_gate)
        {
            ThrowIfNotConnected();
            if (_unanswered.Count >= _host.Options.MaxEvents)
                throw new SocketIOTestException($"{_unanswered.Count} answers are awaited already (SocketIOTestOptions.MaxEvents).");
            _unanswered.Add(id = _nextAckId++, answer);
        }

        try
        {
            await SendEventAsync(name, id, arguments).ConfigureAwait(false);
            await _host.BoundAsync(answer.Task, since, () => Explain($"the answer to \"{name}\""), CancellationToken.None)
                .ConfigureAwait(false);
            return await answer.Task.ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
                _unanswered.Remove(id);
        }
    }

    /// <summary>Emits an event and waits for the server's answer, which comes when the handler has ended.</summary>
    /// <typeparam name="T">The type of the answer's first argument.</typeparam>
    /// <exception cref="SocketIOTestException">
    /// The server refused the event (<see cref="SocketIOTestAnswer.Error"/>) or answered with something else; the client is not
    /// connected, or disconnected before the answer, or the answer did not come in time.
    /// </exception>
    /// <inheritdoc cref="EmitAsync"/>
    /// <returns>The answer's first argument.</returns>
    public async Task<T> EmitWithAckAsync<T>(string name, params object?[]? arguments)
    {
        var answer = await EmitWithAckAsync(name, arguments).ConfigureAwait(false);
        return answer.Error is { } error
            ? throw new SocketIOTestException($"The server refused \"{name}\": {error.Code}: {error.Message}{Logged()}")
            : answer.Get<T>();
    }

    internal Task AnswerAsync(long ackId, object?[] arguments)
    {
        var connection = Connection;
        return IsConnected ? SendAsync(connection, connection.Codec.Ack(Namespace, ackId, arguments)) : Task.CompletedTask;
    }

    private Task SendEventAsync(string name, long? ackId, object?[]? arguments)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (ReservedEvents.Contains(name))
            throw new ArgumentException($"\"{name}\" is a reserved event name of Socket.IO; choose another.", nameof(name));
        lock (_gate)
            ThrowIfNotConnected();
        ThrowIfHandlerFailed();
        var connection = Connection;
        return SendAsync(connection, connection.Codec.Event(Namespace, name, Arguments.Of(arguments), ackId));
    }

    private Task SendAsync(TestConnection connection, EngineFrame[] frames, CancellationToken cancellation = default)
    {
        var sending = connection.Input.SendAsync(frames);
        return sending.IsCompletedSuccessfully
            ? Task.CompletedTask
            : _host.BoundAsync(sending, Stopwatch.GetTimestamp(), () => Explain("the server to read what the client sent"), cancellation);
    }

    private void ThrowIfNotConnected()
    {
        if (_state != State.Connected)
            throw new SocketIOTestException($"{this}; it cannot emit.{Logged()}");
    }
}
