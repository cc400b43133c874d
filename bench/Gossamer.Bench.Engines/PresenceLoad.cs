using System.Diagnostics;
using System.Globalization;

namespace Gossamer.Bench.Engines;

/// <summary>Users that come to the first server one after the other, stay for a moment and go; nobody else does anything.</summary>
internal sealed class PresenceLoad(EngineMesh mesh)
{
    private const int UsersPerSecond = 300;
    private static readonly TimeSpan Stay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(200);

    private int _users;

    public async Task<PresenceRound> RunAsync(TimeSpan duration)
    {
        var rest = mesh.Cpu();
        await Task.Delay(TimeSpan.FromSeconds(1));
        rest = mesh.Cpu() - rest;
        var before = (Cpu: mesh.Cpu(), Traffic: await mesh.TrafficAsync());
        using var timer = new PeriodicTimer(Step);
        var (start, first, there) = (Stopwatch.GetTimestamp(), _users, new Queue<(MeshClient Client, TimeSpan Until)>());
        for (var passed = TimeSpan.Zero; passed < duration || there.Count > 0; passed = Stopwatch.GetElapsedTime(start))
        {
            for (; passed < duration && _users - first < passed.TotalSeconds * UsersPerSecond; _users++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"u{_users:D8}"); // nine characters
                there.Enqueue((await MeshClient.JoinAsync(mesh.EndPoints[0], name), passed + Stay));
            }

            while (there.TryPeek(out var next) && next.Until <= passed)
                await there.Dequeue().Client.LeaveAsync();
            await timer.WaitForNextTickAsync();
        }

        await Task.Delay(Settling);
        return new PresenceRound(
            2 * (_users - first), Stopwatch.GetElapsedTime(start), mesh.Cpu() - before.Cpu,
            await mesh.TrafficAsync() - before.Traffic, rest);
    }
}
