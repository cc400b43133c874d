using System.Net;

namespace Gossamer.Server.Configuration;

/// <summary>Addresses and networks as operators give them, and what lies in them.</summary>
internal static class Networks
{
    /// <summary>Reads a network such as 10.0.0.0/8, or a single address.</summary>
    /// <returns>Null: it is neither.</returns>
    public static IPNetwork? Read(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, 8 * address.GetAddressBytes().Length)
        : null;

    /// <summary>Whether the address, also one of IPv4 within IPv6, lies in one of them.</summary>
    public static bool Hold(this IReadOnlyCollection<IPNetwork> networks, IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && networks.Any(network => network.Contains(plain));
    }
}
