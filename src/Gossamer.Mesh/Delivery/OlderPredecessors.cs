namespace Gossamer.Mesh;

/// <summary>
/// Of a message that follows signals: its predecessors that are none, for peers that get no signals and would see gaps in their places.
/// </summary>
/// <param name="From">The number of the server's previous message that concerned the sender; 0: none lately.</param>
/// <param name="To">The same for the recipient.</param>
internal sealed record OlderPredecessors(ulong From, ulong To);
