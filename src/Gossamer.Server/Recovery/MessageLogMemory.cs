using Gossamer.Mesh;
using Gossamer.SocketIO;

namespace Gossamer.Server.Recovery;

/// <summary>The logs for clients that come back are part of what a server may hold for its clients: the largest log is as large a holder as
/// a connection.</summary>
internal sealed class MessageLogMemory(MeshNode node) : IMemoryHolder
{
    public long HeldBytes => node.LoggedBytes;

    public long LargestPart => node.LargestLogBytes;

    public void Release(long bytes, long others) => node.ReleaseLogs(bytes, keep: others);
}
