using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Gossamer.SocketIO;

/// <summary>
/// By what limits count a client: its IPv4 address, or the first 64 bits of its IPv6 address, since whoever has one has a whole network of
/// them. Connections without an address (Unix sockets) count as one.
/// </summary>
/// <param name="Network">The address's 32 bits, or the first 64 of an IPv6 address; 0 without an address.</param>
/// <param name="IsV6">Whether it is an IPv6 address; one that holds an IPv4 address counts as that.</param>
public readonly record struct ClientAddress(ulong Network, bool IsV6)
{
    /// <summary>Of an address as ASP.NET Core tells it.</summary>
    /// <param name="address">The address; null: none.</param>
    public static ClientAddress Of(IPAddress? address)
    {
        if (address is null)
            return default;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new(BinaryPrimitives.ReadUInt64BigEndian(bytes), true)
            : new(BinaryPrimitives.ReadUInt32BigEndian(bytes), false);
    }
}
