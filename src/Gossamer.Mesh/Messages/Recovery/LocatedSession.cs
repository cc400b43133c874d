namespace Gossamer.Mesh;

/// <summary>A session that some server knows.</summary>
/// <param name="User">Whose it is.</param>
/// <param name="Description">What the application said of it (<see cref="MeshSession.Description"/>).</param>
/// <param name="Key">Its key; empty when there were several that it may have been.</param>
/// <param name="Offset">Where its client was; empty when the client itself says so.</param>
/// <param name="IsCertain">
/// It is the client's own. When it was found by a message, another device of the user may have had that message: then the offset may be
/// that one's, and the client is to be told that it may have missed something.
/// </param>
public sealed record LocatedSession(UserName User, ReadOnlyMemory<byte> Description, string Key, string Offset, bool IsCertain)
{
    /// <summary>The rooms that it is in; none when there were several that it may have been.</summary>
    public IReadOnlyList<RoomName> Rooms { get; init; } = [];
}
