using System.Text.Json;

namespace Gossamer.SocketIO;

/// <summary>What a server tells other servers of one of its sockets.</summary>
/// <param name="Id">The socket's id.</param>
/// <param name="Rooms">The rooms that it is in, the one of its own id not among them.</param>
public sealed record SocketDescription(string Id, IReadOnlyCollection<string> Rooms)
{
    /// <summary>
    /// <see cref="Socket.Data"/> as <see cref="SocketIOOptions.Json"/> writes it; undefined where there is none, or nothing in these
    /// options knows its type.
    /// </summary>
    public JsonElement Data { get; init; }

    /// <summary>
    /// The request that opened its connection, in the names of Socket.IO's <c>handshake</c>: <c>headers</c>, <c>query</c>, <c>address</c>,
    /// <c>time</c>, <c>issued</c> (ms since 1970), <c>auth</c>.
    /// </summary>
    public JsonElement Handshake { get; init; }

    /// <summary>Describes one of this server's sockets.</summary>
    /// <param name="socket">The socket.</param>
    public static SocketDescription Of(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return new(socket.Id, [.. socket.Rooms])
        {
            Data = DescriptionJson.DataOf(socket),
            Handshake = DescriptionJson.HandshakeOf(socket),
        };
    }
}
