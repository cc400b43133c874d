namespace Gossamer.Mesh;

/// <summary>A chat message on its way: who, to whom, and the frame that clients get, already encoded.</summary>
/// <param name="Id">The message's id.</param>
/// <param name="From">The sender; its other connections get the frame too.</param>
/// <param name="To">The recipient.</param>
/// <param name="Frame">The encoded frame. The mesh never looks into it; it must not change afterwards.</param>
public sealed record Envelope(MessageId Id, UserName From, UserName To, ReadOnlyMemory<byte> Frame)
{
    /// <summary>
    /// The sender chose the id and may send the message again, to any server: no connection gets it a second time within
    /// <see cref="MeshOptions.RepeatWindow"/>.
    /// </summary>
    public bool MayRepeat { get; init; }

    /// <summary>No message between users but a note to the server that gets it; see <see cref="MeshNode.TellAsync"/>.</summary>
    internal bool IsNote { get; init; }

    internal static Envelope Note(ReadOnlyMemory<byte> note) => new(new(""), default, default, note) { IsNote = true };
}
