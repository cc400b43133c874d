// Broadcasts to rooms that are spread over four servers, against Socket.IO and SignalR with Redis: bench/run rooms [--short] [waiting]
using System.Globalization;
using Gossamer.Bench.Rooms;

const int Waiting = 8;
const int MaxWaiting = 20; // as Shape.MaxInFlight has it

switch (args)
{
    case ["serve", Cluster.Gossamer, .. var ports]:
        await GossamerServer.RunAsync(Array.ConvertAll(ports, Number));
        return 0;
    case ["serve", Cluster.SignalR, var redisPort]:
        await SignalRServer.RunAsync(Number(redisPort));
        return 0;
    case [var nodeServer, .. var options] when options.All(static option => option == "--short" || IsWaiting(option)):
        var shapes = Shape.All(options.Where(IsWaiting).Select(Number).FirstOrDefault(Waiting));
        return await MeasureAsync(nodeServer, options.Contains("--short", StringComparer.Ordinal)
            ? new(shapes, Rounds: 1, TimeSpan.FromSeconds(0.3), WarmUp: TimeSpan.FromSeconds(0.2)) // whether it works, not how well
            : new(shapes, Rounds: 5, TimeSpan.FromSeconds(3), WarmUp: TimeSpan.FromSeconds(8)));
    default:
        await Console.Error.WriteLineAsync($"usage: bench/run rooms [--short] [deliveries under way a connection: 1 to {MaxWaiting}]");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static bool IsWaiting(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MaxWaiting;

static async Task<int> MeasureAsync(string nodeServer, Comparison comparison)
{
    try
    {
        await comparison.RunAsync(nodeServer);
        return 0;
    }
    catch (DeliveryException e)
    {
        await Console.Error.WriteLineAsync("Not every delivery arrived exactly once. " + e.Message);
        return 1;
    }
}
