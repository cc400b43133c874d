using System.Text.Json;
using Gossamer.SocketIO.Events;

namespace Gossamer.SocketIO;

/// <summary>
/// An event from a client, as it came: UTF-8, checked to be a JSON array that begins with the event's name. Or one on its way to a client
/// (<see cref="Gossamer.SocketIO.Socket.OnAnyOutgoing"/>).
/// </summary>
public readonly struct EventMessage : IQueuedMessage<EventMessage>
{
    internal EventMessage(Socket socket, ReadOnlyMemory<byte> payload, ReadOnlyMemory<byte>[] attachments, Acknowledgement ack)
    {
        Socket = socket;
        Payload = payload;
        AttachmentArray = attachments;
        Ack = ack;
    }

    /// <summary>Whose event it is.</summary>
    public Socket Socket { get; }

    /// <summary>The event's name. Read anew each time.</summary>
    public string Name => ReadArguments().GetString()!;

    /// <summary>
    /// The whole array, <c>["im",{...}]</c>. Valid until the handler's task ends; <see cref="Copy"/> what is to be kept longer.
    /// </summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>
    /// The bytes behind the placeholders <c>{"_placeholder":true,"num":N}</c> of <see cref="Payload"/>, by number. They may be kept.
    /// </summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments => AttachmentArray;

    /// <summary>The arguments without the name, for passing them on unread.</summary>
    public RawArguments Arguments => new(this);

    /// <summary>Whether the client waits for an answer.</summary>
    public bool WantsAck => Ack.IsWanted;

    /// <summary>The answer; may be kept and given after the handler has ended.</summary>
    public Acknowledgement Ack { get; }

    internal ReadOnlyMemory<byte>[] AttachmentArray { get; }

    /// <inheritdoc/>
    long IQueuedMessage<EventMessage>.Size
    {
        get
        {
            long size = Payload.Length;
            foreach (var attachment in AttachmentArray)
                size += attachment.Length;
            return size;
        }
    }

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

    /// <inheritdoc/>
    EventMessage IQueuedMessage<EventMessage>.Detach() => Copy();

    /// <summary>The same on memory of its own: it may be kept, however long.</summary>
    public EventMessage Copy() => new(Socket, Payload.ToArray(), AttachmentArray, Ack);
}
