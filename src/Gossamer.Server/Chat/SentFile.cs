using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <summary>A file from one user to another, or to a room, all of it checked (<see cref="FileRules"/>).</summary>
/// <param name="Id">The client's id, or the server's.</param>
/// <param name="From">The sender.</param>
/// <param name="Name">As it is to be called.</param>
/// <param name="Type">Its media type, as the sender says: nobody has looked into the file.</param>
/// <param name="At">When the server took it, in ms since 1970.</param>
internal sealed record SentFile(MessageId Id, UserName From, string Name, string Type, long At)
{
    /// <summary>The recipient, unless it is to a <see cref="Room"/>.</summary>
    public UserName To { get; init; }

    public RoomName? Room { get; init; }

    /// <summary>
    /// What a connection is sent, in bytes: the file, and a frame with names of three bytes a UTF-16 unit and ids of escapes.
    /// </summary>
    public int BytesAtMost => Data.Length + Limits.RateOptions.FrameBytes + Type.Length + (2 * Id.Value.Length)
        + (3 * (Name.Length + From.Value.Length + (Room is { } room ? room.Value.Length : To.Value.Length)));

    /// <summary>Its bytes; must not change any more.</summary>
    public ReadOnlyMemory<byte> Data { get; init; }
}
