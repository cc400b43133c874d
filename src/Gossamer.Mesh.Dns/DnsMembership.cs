using System.Runtime.CompilerServices;
using Gossamer.Mesh.Direct;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.Mesh.Dns;

/// <summary>
/// The servers at the addresses that a name has. Who is at an address it says itself (<see cref="IntroductionClient"/>); it is asked again
/// only while this server's link to it is not up, since another may have got the address.
/// </summary>
internal sealed class DnsMembership(
    IServiceLookup lookup, Func<Uri, CancellationToken, Task<NodeId?>> ask, MeshNode node,
    IOptions<MeshDnsOptions> options, TimeProvider time, ILogger<DnsMembership> log) : IMembership
{
    private const int AskedAtATime = 64;

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
        using var turns = new SemaphoreSlim(AskedAtATime);
        var claims = await Task.WhenAll(addresses.Select(address => ClaimAsync(address, turns, ct))).ConfigureAwait(false);
        var best = claims.OfType<Claim>().GroupBy(static claim => claim.Id).Select(Best).ToList();
        _known = claims.OfType<Claim>().Where(claim => claim.Kind != ClaimKind.Former || best.Contains(claim))
            .ToDictionary(static claim => claim.Address, static claim => claim.Id);
        return
        [
            .. best.Where(claim => claim.Id != node.Id).OrderBy(static claim => claim.Id.Value, StringComparer.Ordinal)
                .Select(static claim => new MeshPeer(claim.Id, claim.Address)),
        ];
    }

    /// <summary>
    /// Of several addresses that claim to be one server: the one that is linked, or one that answers. If that cannot be linked with, the
    /// next.
    /// </summary>
    private Claim Best(IEnumerable<Claim> claims) =>
        claims.OrderBy(static claim => claim.Kind).ThenBy(claim => node.AddressOf(claim.Id) == claim.Address).First();

    /// <summary>Who is at the address. Who is linked there need not be asked.</summary>
    private async Task<Claim?> ClaimAsync(Uri address, SemaphoreSlim turns, CancellationToken ct)
    {
        NodeId? former = _known.TryGetValue(address, out var known) ? known : null;
        if (former is { } linked && node.IsLinkedTo(linked) && node.AddressOf(linked) == address)
            return new(address, linked, ClaimKind.Linked);
        await turns.WaitAsync(ct).ConfigureAwait(false);
        try
        {
            if (await ask(address, ct).ConfigureAwait(false) is { } id)
                return new(address, id, ClaimKind.Answered);
            return former is { } silent ? new(address, silent, ClaimKind.Former) : null;
        }
        finally
        {
            turns.Release();
        }
    }

    /// <summary>How it is known who is at an address, the best first.</summary>
    private enum ClaimKind
    {
        Linked,
        Answered,
        Former,
    }

    private sealed record Claim(Uri Address, NodeId Id, ClaimKind Kind);
}
