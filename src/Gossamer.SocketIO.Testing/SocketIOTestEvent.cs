using System.Text.Json;

namespace Gossamer.SocketIO.Testing;

/// <summary>An event that a client received.</summary>
public sealed class SocketIOTestEvent : SocketIOTestArguments
{
    private readonly SocketIOTestClient _client;
    private readonly long? _ackId;
    private int _isTaken;

    internal SocketIOTestEvent(
        SocketIOTestClient client,
        long? ackId,
        ReadOnlyMemory<byte> json,
        ReadOnlyMemory<byte>[] attachments,
        JsonSerializerOptions options)
        : base(json, 1, attachments, options)
    {
        (_client, _ackId) = (client, ackId);
        var reader = ReadTo(-1);
        Name = reader.GetString()!;
        Offset = WantsAck ? null : ReadOffset();
    }

    /// <summary>The event's name.</summary>
    public string Name { get; }

    /// <summary>Whether the server waits for an answer.</summary>
    public bool WantsAck => _ackId is not null;

    /// <summary>By which a client that comes back says how far it has got, if the event is recoverable: the last argument.</summary>
    internal string? Offset { get; }

    /// <summary>Whether <see cref="SocketIOTestClient.WaitForAsync"/> has given it out.</summary>
    internal bool IsTaken => Volatile.Read(ref _isTaken) != 0;

    /// <summary>Answers the server, which takes one answer: later ones, and those that it did not ask for, go nowhere.</summary>
    /// <param name="arguments">The answer; what stands in <c>SocketIOTestClient.EmitAsync</c> holds here, too.</param>
    /// <returns>Ends when the server has taken the answer.</returns>
    public Task AckAsync(params object?[]? arguments) =>
        _ackId is { } id ? _client.AnswerAsync(id, Arguments.Of(arguments)) : Task.CompletedTask;

    /// <inheritdoc/>
    public override string ToString() => $"the event {Texts.Shortened(Json)}";

    /// <returns>False when somebody has it already.</returns>
    internal bool TryTake() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    private string? ReadOffset()
    {
        if (Count == 0)
            return null;
        var reader = ReadTo(Count - 1);
        return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
    }
}
