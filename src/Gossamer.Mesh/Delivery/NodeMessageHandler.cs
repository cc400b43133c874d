namespace Gossamer.Mesh;

/// <summary>
/// Takes a message from another server to this one (<see cref="MeshNode.SendToNodeAsync"/>). Called in the order of that server's messages;
/// must not block.
/// </summary>
/// <param name="from">The server.</param>
/// <param name="payload">What it sent; not to be kept without a copy.</param>
/// <returns>Whether it was understood.</returns>
public delegate bool NodeMessageHandler(NodeId from, ReadOnlySpan<byte> payload);
