using System.Runtime.CompilerServices;
using Gossamer.Mesh.Direct;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Dns;

/// <summary>
/// The servers at the addresses that a name has. Who is at an address it says itself (<see cref="IntroductionClient"/>); it is asked again
/// only while that server is not linked, since another may have got the address.
/// </summary>
internal sealed class DnsMembership(
    IServiceLookup lookup, Func<Uri, CancellationToken, Task<NodeId?>> ask, MeshNode node,
    IOptions<MeshDnsOptions> options, TimeProvider time, ILogger<DnsMembership> log) : IMembership
{
    private const int AskedAtATime = 16;

    private Dictionary<Uri, NodeId> _known = [];

    public async IAsyncEnumerable<IReadOnlyList<MeshPeer>> WatchAsync([EnumeratorCancellation] CancellationToken ct)
    {
        List<MeshPeer>? last = null;
        while (true)
        {
            if (await lookup.FindAsync(ct).ConfigureAwait(false) is { } addresses)
            {
                var peers = await AskAsync(addresses, ct).ConfigureAwait(false);
                if (last is null || !peers.SequenceEqual(last))
                {
                    last = peers;
                    log.Discovered(options.Value.Name!, string.Join(", ", peers.Select(static peer => $"{peer.Id} at {peer.Address}")));
                    yield return peers;
                }
            }

            await Task.Delay(options.Value.Interval, time, ct).ConfigureAwait(false);
        }
    }

    /// <summary>The peers at those addresses. One that does not answer is who it was when it did.</summary>
    private async Task<List<MeshPeer>> AskAsync(IReadOnlyList<Uri> addresses, CancellationToken ct)
    {
        var before = _known;
        var (said, kept) = (new Dictionary<Uri, NodeId>(), new Dictionary<Uri, NodeId>());
        foreach (var address in addresses)
            if (before.TryGetValue(address, out var id))
                (IsLinkedAt(address, id) ? said : kept)[address] = id;
        using var turns = new SemaphoreSlim(AskedAtATime);
        var asked = addresses.Where(address => !said.ContainsKey(address)).ToList();
        var answers = await Task.WhenAll(asked.Select(address => AskAsync(address, turns, ct)))
            .ConfigureAwait(false);
        foreach (var (address, id) in answers)
        {
            if (id is not { } one)
                continue;
            kept.Remove(address);
            said[address] = one;
        }

        foreach (var (address, former) in kept)
            if (!said.ContainsValue(former)) // else it has come up elsewhere
                said[address] = former;

        _known = said;
        return
        [
            .. said.Where(one => one.Value != node.Id).DistinctBy(static one => one.Value)
                .OrderBy(static one => one.Value.Value, StringComparer.Ordinal).Select(static one => new MeshPeer(one.Value, one.Key)),
        ];
    }

    private async Task<(Uri Address, NodeId? Id)> AskAsync(Uri address, SemaphoreSlim turns, CancellationToken ct)
    {
        await turns.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            return (address, await ask(address, ct).ConfigureAwait(false));
        }
        finally
        {
            turns.Release();
        }
    }

    private bool IsLinkedAt(Uri address, NodeId id) => id == node.Id || (node.IsThere(id) && node.AddressOf(id) == address);
}
