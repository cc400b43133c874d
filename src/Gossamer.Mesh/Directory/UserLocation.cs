namespace Gossamer.Mesh;

/// <summary>How many connections a user has on one server.</summary>
/// <param name="Node">The server.</param>
/// <param name="Connections">Connections there; at least 1.</param>
public readonly record struct UserLocation(NodeId Node, int Connections);
