using System.Globalization;
using System.Net;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Idle;

/// <summary>
/// The server's memory with the connections open, less what it had before, for each of them. It has served and lost others before
/// that, so that neither compiled code nor pools count as the connections'.
/// </summary>
internal static class Measurement
{
    public const string Bare = "bare";
    public const int DefaultConnections = 10_000;
    public const string Ours = "gossamer";
    private const string OursOverHttp = "gossamer-http";
    private const int WarmUpConnections = 500;
    private const int ConnectingAtOnce = 50;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(30); // more than a heartbeat's interval, 25 s

    public static async Task RunAsync(int connections)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{connections} idle WebSocket connections; server memory for each, in bytes"));
        await MeasureAsync(Ours, connections, static server => RawWebSocket.JoinAsync(server));
        await MeasureAsync(OursOverHttp, connections, static server => RawWebSocket.JoinAsync(server));
        await MeasureAsync(Bare, connections, static server => RawWebSocket.ConnectAsync(server, "/"));
    }

    private static async Task MeasureAsync(string kind, int connections, Func<IPEndPoint, Task<RawWebSocket>> connect)
    {
        await using var server = await ServerProcess.StartAsync(kind);
        Close(await ConnectAsync(server.EndPoint, WarmUpConnections, connect));
        await Task.Delay(TimeSpan.FromSeconds(5));
        var before = await server.MeasureMemoryAsync();

        var clients = await ConnectAsync(server.EndPoint, connections, connect);
        await Task.Delay(Settle);
        var with = await server.MeasureMemoryAsync();
        var lost = clients.Count(static c => c.Living.IsCompleted);
        if (lost > 0)
            throw new InvalidOperationException($"The {kind} server closed {lost} connections.");
        Close(clients);

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {kind,-14} process {(with.Resident - before.Resident) / connections,6}   objects "
                + $"{(with.Managed - before.Managed) / connections,6}"));
    }

    private static async Task<IdleClient[]> ConnectAsync(IPEndPoint server, int count, Func<IPEndPoint, Task<RawWebSocket>> connect)
    {
        var clients = new IdleClient[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce }, async (i, _) =>
            clients[i] = new IdleClient(await connect(server)));
        return clients;
    }

    private static void Close(IdleClient[] clients)
    {
        foreach (var client in clients)
            client.Dispose();
    }
}
