using System.Diagnostics;
using System.Globalization;

namespace Gossamer.Mesh.Simulation;

/// <summary>
/// How long it takes to join a mesh with many users, in real time: all the work of all its servers, in one thread. The frames are
/// those of the wire; only the network is not there.
/// </summary>
internal static class Joining
{
    private const int Nodes = 3;
    private const int Rounds = 3;

    internal static IEnumerable<string> Measure(int users)
    {
        for (var round = 1; round <= Rounds; round++)
        {
            var world = new World((ulong)round, Setting.Calm(Nodes), tell: null);
            var (first, second) = (world.Start(0, TimeSpan.Zero), world.Start(1, TimeSpan.Zero));
            world.Timeline.RunFor(TimeSpan.FromSeconds(1));
            for (var i = 0; i < users; i++)
                (i % 2 == 0 ? first : second).Join(world.NameOf(string.Create(CultureInfo.InvariantCulture, $"user{i:D6}")));
            var told = Until(world, users, first, second);

            var joined = Until(world, users, world.Start(2, TimeSpan.Zero));
            yield return string.Create(CultureInfo.InvariantCulture,
                $"round {round}: {users} users come at once on two servers, both know all after {told.TotalMilliseconds:F0} ms; "
                + $"a third server joins and knows all after {joined.TotalMilliseconds:F0} ms");
        }
    }

    private static TimeSpan Until(World world, int users, params Server[] know)
    {
        var watch = Stopwatch.StartNew();
        while (know.Any(s => s.Node.Directory.Count < users))
        {
            world.Timeline.RunFor(TimeSpan.FromMilliseconds(1));
            DeliveryLedger.Require(watch.Elapsed < TimeSpan.FromMinutes(1), "join", $"not done in a minute");
        }

        return watch.Elapsed;
    }
}
