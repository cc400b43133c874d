using System.Buffers;

namespace Gossamer.SocketIO;

/// <summary>
/// How packets are written on the wire in place of the default way, JSON text with attachments behind it: what Socket.IO calls a custom
/// parser. All clients of the server have to use the same one. Each packet is one binary message of Engine.IO. Set it with
/// <see cref="SocketIOOptions.Parser"/>.
/// </summary>
/// <remarks>
/// A parser turns a message into JSON and bytes, and back: typed arguments are read and written by System.Text.Json whatever the parser.
/// It keeps nothing between calls, and is called by many threads at a time.
/// </remarks>
public interface ISocketIOParser
{
    /// <summary>
    /// Reads one message of a client. Never throws, whatever the message is, and takes no more memory or time than its length allows.
    /// What is read is checked again by the server: the namespace, the number of attachments, and the data (one JSON value of at most 64
    /// levels, of the kind that the packet's type wants).
    /// </summary>
    /// <param name="message">The message. Valid during the call only: attachments are copies.</param>
    /// <param name="maxAttachments">How many attachments it may have; with more it is refused.</param>
    /// <param name="json">
    /// Empty; to write the JSON into that becomes <see cref="SocketIOPacket.Data"/>. It lives as long as the packet.
    /// </param>
    /// <param name="packet">The packet.</param>
    /// <returns>False when it is no packet: the connection is closed, "parse error".</returns>
    bool TryParse(ReadOnlyMemory<byte> message, int maxAttachments, ArrayBufferWriter<byte> json, out SocketIOPacket packet);

    /// <summary>Writes one packet as a message. Called once for a packet, however many clients get it.</summary>
    /// <param name="packet">The packet. Its data are what the application wrote, and well-formed as far as it did that well.</param>
    /// <param name="output">Gets the message.</param>
    /// <exception cref="System.Text.Json.JsonException">The application gave something that is not JSON.</exception>
    /// <exception cref="InvalidOperationException">
    /// Or JSON with half of an escaped surrogate pair, which .NET makes no text of.
    /// </exception>
    void Write(in SocketIOPacket packet, IBufferWriter<byte> output);
}
