using Gossamer.Bench.Load;

namespace Gossamer.Bench.Relay;

/// <summary>One shape of load on one server.</summary>
internal static class Load
{
    public static async Task<LoadRounds> ConnectAsync(ServerProcess server, Func<string, Task<RawWebSocket>> connect, Shape shape)
    {
        List<LoadGroup> groups = [];
        for (var i = 0; i < shape.Groups; i++)
            groups.Add(await LoadGroup.ConnectAsync(connect, shape, $"{shape.Receivers}-{shape.InFlight}-{i}"));
        return new LoadRounds(groups, () => server.CpuTime, () => string.Join(", ", groups.Where(static g => !g.IsQuiet)));
    }
}
