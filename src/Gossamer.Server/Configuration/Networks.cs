using System.Net;

namespace Gossamer.Server.Configuration;

/// <summary>Addresses and networks as operators give them, and what lies in them.</summary>
internal static class Networks
{
    /// <summary>Reads a network such as 10.0.0.0/8, or a single address.</summary>
    /// <returns>Null: it is neither.</returns>
    public static IPNetwork? Read(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? Of(address)
        : null;

    /// <summary>
    /// Where requests come from that servers hand on, for many clients each. Not the machine's own addresses: behind those may be anybody.
    /// </summary>
    public static IEnumerable<IPNetwork> OfOthers(IEnumerable<ServerEntry> servers)
    {
        foreach (var server in servers)
        {
            if (Plain(server.Ip) is { } own)
                yield return own;
            if (IPAddress.TryParse(server.GivenUrl?.IdnHost, out var given) && Plain(given) is { } other)
                yield return other;
        }
    }

    /// <summary>Whether the address, also one of IPv4 within IPv6, lies in one of them.</summary>
    public static bool Hold(this IReadOnlyCollection<IPNetwork> networks, IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && networks.Any(network => network.Contains(plain));
    }

    private static IPNetwork? Plain(IPAddress address) =>
        IPAddress.IsLoopback(address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) ? null : Of(address);

    private static IPNetwork Of(IPAddress address) => new(address, 8 * address.GetAddressBytes().Length);
}
