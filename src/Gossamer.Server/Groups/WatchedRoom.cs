using Gossamer.Mesh;
using Gossamer.Server.Connections;

namespace Gossamer.Server.Groups;

/// <summary>A room whose members clients here hear of: those clients, and who is there at each other server as far as it told.</summary>
internal sealed class WatchedRoom
{
    public Dictionary<IConnection, MemberWatcher> Watchers { get; } = [];

    public Dictionary<NodeId, MemberNames> Elsewhere { get; } = [];
}
