namespace Gossamer.Mesh;

/// <summary>What a client that comes back brings.</summary>
/// <param name="Position">How far it has got.</param>
/// <param name="Writer">
/// The server life that wrote it, when the position names it: messages meant for that server's clients only may be among those missed.
/// </param>
/// <param name="Key">The session that the offset is of, where the client's protocol has no id of its own for it.</param>
internal sealed record ClientOffset(Position Position, Origin Writer, SessionKey Key);
