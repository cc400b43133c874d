using System.Runtime.InteropServices;

namespace Gossamer.Mesh;

/// <summary>
/// Where a user is, as an entry holds it:
/// <code>
/// node                                 one connection to the server of that number; node below E0
/// E0 + n, n times (node, connections)  n servers, 1 to 30
/// FF, n, n times (node, connections)   more; n, node and connections are varints
/// </code>
/// </summary>
internal static class LocationBytes
{
    private const byte Several = 0xE0;
    private const byte Many = 0xFF;

    /// <summary>How many bytes the locations take that begin here.</summary>
    internal static int Length(ReadOnlySpan<byte> bytes)
    {
        if (bytes[0] < Several)
            return 1;
        var at = 0;
        for (var numbers = 2 * ReadCount(bytes, ref at); numbers > 0; at++)
            numbers -= bytes[at] < 0x80 ? 1 : 0;
        return at;
    }

    internal static UserLocations Read(ReadOnlySpan<byte> bytes, NodeTable nodes)
    {
        if (bytes[0] < Several)
            return nodes.Alone(bytes[0]);
        var at = 0;
        var locations = new UserLocation[ReadCount(bytes, ref at)];
        foreach (ref var location in locations.AsSpan())
        {
            var node = Varint.Read(bytes, ref at);
            location = new(nodes[node], Varint.Read(bytes, ref at));
        }

        return UserLocations.Of(locations);
    }

    /// <summary>The connections at one server; 0 when there are none.</summary>
    internal static int ConnectionsAt(ReadOnlySpan<byte> bytes, int node)
    {
        if (bytes[0] < Several)
            return bytes[0] == node ? 1 : 0;
        var at = 0;
        for (var n = ReadCount(bytes, ref at); n > 0; n--)
        {
            var isIt = Varint.Read(bytes, ref at) == node;
            var connections = Varint.Read(bytes, ref at);
            if (isIt)
                return connections;
        }

        return 0;
    }

    /// <summary>The same with the count of one server set anew; 0 takes it out. Nothing is left when that was the last.</summary>
    /// <param name="bytes">What there is; empty for a new user.</param>
    /// <param name="node">The server's number.</param>
    /// <param name="connections">How many connections there.</param>
    internal static byte[] With(ReadOnlySpan<byte> bytes, int node, int connections)
    {
        if (bytes.IsEmpty && connections == 1 && node < Several)
            return [(byte)node];
        if (bytes.Length == 1 && bytes[0] == node && connections == 0)
            return [];
        List<(int Node, int Connections)> locations = [];
        if (!bytes.IsEmpty && bytes[0] < Several)
            locations.Add((bytes[0], 1));
        else if (!bytes.IsEmpty)
        {
            var at = 0;
            for (var n = ReadCount(bytes, ref at); n > 0; n--)
                locations.Add((Varint.Read(bytes, ref at), Varint.Read(bytes, ref at)));
        }

        locations.RemoveAll(location => location.Node == node);
        if (connections > 0)
            locations.Add((node, connections));
        return locations.Count == 0 ? [] : Write(CollectionsMarshal.AsSpan(locations));
    }

    private static byte[] Write(ReadOnlySpan<(int Node, int Connections)> locations)
    {
        if (locations is [(var alone and < Several, 1)])
            return [(byte)alone];
        Span<byte> number = stackalloc byte[Varint.Max];
        List<byte> bytes = new(1 + Varint.Max + (locations.Length * 2));
        if (locations.Length < Many - Several)
            bytes.Add((byte)(Several + locations.Length));
        else
        {
            bytes.Add(Many);
            bytes.AddRange(number[..Varint.Write(locations.Length, number)]);
        }

        foreach (var (node, connections) in locations)
        {
            bytes.AddRange(number[..Varint.Write(node, number)]);
            bytes.AddRange(number[..Varint.Write(connections, number)]);
        }

        return [.. bytes];
    }

    private static int ReadCount(ReadOnlySpan<byte> bytes, ref int at)
    {
        var first = bytes[at++];
        return first == Many ? Varint.Read(bytes, ref at) : first - Several;
    }
}
