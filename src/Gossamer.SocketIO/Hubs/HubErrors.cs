using System.Globalization;
using System.Text.Json;

namespace Gossamer.SocketIO.Hubs;

/// <summary>What a client is told of a call that did not come to be.</summary>
internal static class HubErrors
{
    public static EventError NoAck { get; } =
        new("no-ack", "The event is answered with a stream: emit it with an acknowledgement.");

    public static EventError Unauthorized { get; } = new("unauthorized", "Authentication is needed.");

    public static EventError Forbidden { get; } = new("forbidden", "Not allowed.");

    public static EventError TooManyStreams(int max) => new(
        "too-many-streams", string.Create(CultureInfo.InvariantCulture, $"More than {max} streams at a time are not allowed."));

    /// <summary>What the serializer says names types of the server's.</summary>
    public static EventError BadArguments(Exception fault, bool isDetailed) => EventError.BadArguments(
        isDetailed ? fault.Message
        : fault is JsonException { Path: { } path } ? $"The arguments do not fit: {path}."
        : "The arguments do not fit.");

    public static EventError UnknownEvent(string name) => new("unknown-event", $"The hub has no method for the event \"{name}\".");
}
