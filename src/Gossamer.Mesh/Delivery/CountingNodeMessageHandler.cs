namespace Gossamer.Mesh;

/// <summary>As <see cref="NodeMessageHandler"/>, where the sender is to know to how many the message went.</summary>
/// <param name="from">The server.</param>
/// <param name="payload">What it sent; not to be kept without a copy.</param>
/// <returns>To how many connections here, say, 0 or more; 0: to none, or it was not understood.</returns>
public delegate int CountingNodeMessageHandler(NodeId from, ReadOnlySpan<byte> payload);
