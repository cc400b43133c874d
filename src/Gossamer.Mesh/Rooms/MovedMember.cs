namespace Gossamer.Mesh;

/// <summary>A member of a room whose client has moved to another server.</summary>
/// <param name="Key">Its session's.</param>
/// <param name="To">Where it is.</param>
/// <param name="Until">
/// Until when what is said in the room is passed on, in ms of <see cref="Instant.Elapsed"/>: by then the other servers know where it is,
/// and what they had sent before has come or was given up.
/// </param>
internal readonly record struct MovedMember(SessionKey Key, NodeId To, long Until);
