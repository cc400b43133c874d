using System.Net;
using System.Net.Sockets;

namespace Gossamer.Server.Tests.Hosting;

internal static class Ports
{
    /// <summary>Ports of 127.0.0.1 that nobody uses at this moment.</summary>
    public static int[] Free(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
