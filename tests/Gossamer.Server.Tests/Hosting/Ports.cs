using System.Net;
using System.Net.Sockets;

namespace Gossamer.Server.Tests.Hosting;

internal static class Ports
{
    // Below those that a system gives to outgoing connections and to port 0, one of which would take it before it is used; each once.
    private const int First = 20_000;
    private const int Count = 10_000;

    private static int s_last = Random.Shared.Next(Count);

    /// <summary>Ports of 127.0.0.1 that nobody uses.</summary>
    public static int[] Free(int count) => [.. Candidates().Where(IsFree).Take(count)];

    private static IEnumerable<int> Candidates()
    {
        for (var tried = 0; tried < Count; tried++)
            yield return First + (int)((uint)Interlocked.Increment(ref s_last) % Count);
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
