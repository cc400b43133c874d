using System.Text.Json;

namespace Gossamer.SocketIO;

/// <summary>An event from a client, as it came: UTF-8, checked to be a JSON array that begins with the event's name.</summary>
public readonly struct EventMessage
{
    internal EventMessage(Socket socket, ReadOnlyMemory<byte> payload, Acknowledgement ack)
    {
        Socket = socket;
        Payload = payload;
        Ack = ack;
    }

    /// <summary>Whose event it is.</summary>
    public Socket Socket { get; }

    /// <summary>
    /// The whole array, <c>["im",{...}]</c>. Valid until the handler's task ends; copy what is to be kept.
    /// </summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Whether the client waits for an answer.</summary>
    public bool WantsAck => Ack.IsWanted;

    /// <summary>The answer; may be kept and given after the handler has ended.</summary>
    public Acknowledgement Ack { get; }

    /// <summary>
    /// A reader that stands on the event's name: each <see cref="Utf8JsonReader.Read"/> moves to the next argument (call
    /// <see cref="Utf8JsonReader.Skip"/> to pass over objects and arrays), the last one to the array's end.
    /// </summary>
    public Utf8JsonReader ReadArguments()
    {
        var reader = new Utf8JsonReader(Payload.Span);
        reader.Read();
        reader.Read();
        return reader;
    }
}
