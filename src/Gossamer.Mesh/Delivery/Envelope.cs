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

    /// <summary>A node message: for the server that receives it, not for a user; see <see cref="MeshNode.SendToNodeAsync"/>.</summary>
    internal bool IsNodeMessage { get; init; }

    internal static Envelope ToNode(ReadOnlyMemory<byte> payload) => new(new(""), default, default, payload) { IsNodeMessage = true };
}
