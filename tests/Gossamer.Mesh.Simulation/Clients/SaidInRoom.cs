namespace Gossamer.Mesh.Simulation;

/// <summary>A message to the room, as one life of a server accepted it.</summary>
/// <param name="Index">0, 1, ...</param>
/// <param name="Sender">Who said it.</param>
/// <param name="Origin">The server.</param>
/// <param name="At">When, in true time.</param>
internal sealed record SaidInRoom(int Index, Client Sender, Server Origin, long At);
