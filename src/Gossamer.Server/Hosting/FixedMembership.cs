using System.Runtime.CompilerServices;
using Gossamer.Mesh;

namespace Gossamer.Server.Hosting;

/// <summary>Servers that were told once and for all.</summary>
internal sealed class FixedMembership(IReadOnlyList<MeshPeer> peers) : IMembership
{
    public async IAsyncEnumerable<IReadOnlyList<MeshPeer>> WatchAsync([EnumeratorCancellation] CancellationToken ct)
    {
        yield return peers;
        await Task.Delay(Timeout.InfiniteTimeSpan, ct);
    }
}
