using System.Net;
using System.Net.Sockets;

namespace Gossamer.Bench.Load;

/// <summary>For servers that have to know each other's ports before they start.</summary>
public static class FreePorts
{
    public static IPEndPoint[] Take(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToArray();
        foreach (var listener in listeners)
            listener.Start();
        var free = Array.ConvertAll(listeners, listener => (IPEndPoint)listener.LocalEndpoint);
        foreach (var listener in listeners)
            listener.Stop();
        return free;
    }
}
