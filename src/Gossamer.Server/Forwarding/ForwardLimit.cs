using System.Net;
using Gossamer.Server.Configuration;
using Gossamer.Server.Connections;
using Gossamer.Server.Limits;
using Gossamer.SocketIO;
using IPNetwork = System.Net.IPNetwork;

namespace Gossamer.Server.Forwarding;

/// <summary>
/// How many requests are handed on at a time: each holds a connection to the other server beside its client's own, and counts as one more
/// of that client's address.
/// </summary>
/// <param name="options">How many there may be.</param>
/// <param name="connections">All connections of the process.</param>
/// <param name="proxies">The networks of the proxies that clients come by; their addresses are nobody's.</param>
internal sealed class ForwardLimit(ForwardingOptions options, IConnectionCount connections, IReadOnlyCollection<IPNetwork> proxies)
{
    private readonly Lock _gate = new();
    private readonly KeyedCounts<string> _byServer = new();
    private readonly KeyedCounts<ClientAddress> _byAddress = new();

    /// <summary>Counts one more; each is to <see cref="Leave"/> once.</summary>
    /// <param name="server">Where it goes.</param>
    /// <param name="remote">Where it comes from.</param>
    public bool TryEnter(string server, IPAddress? remote)
    {
        var address = AddressOf(remote);
        lock (_gate)
        {
            if (_byServer[server] >= options.MaxPerServer
                || (address is { } known && _byAddress[known] >= options.MaxPerAddress)
                || !connections.TryEnter(address))
                return false;
            _byServer.Add(server);
            if (address is { } counted)
                _byAddress.Add(counted);
            return true;
        }
    }

    /// <inheritdoc cref="TryEnter"/>
    public void Leave(string server, IPAddress? remote)
    {
        var address = AddressOf(remote);
        connections.Leave(address);
        lock (_gate)
        {
            _byServer.Remove(server);
            if (address is { } counted)
                _byAddress.Remove(counted);
        }
    }

    private ClientAddress? AddressOf(IPAddress? remote) => proxies.Hold(remote) ? null : ClientAddress.Of(remote);
}
