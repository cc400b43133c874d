using System.Globalization;
using Gossamer.Bench.Load;
using HdrHistogram;

namespace Gossamer.Bench.Scale;

/// <summary>
/// A process of clients. It obeys commands of one line each, <c>join</c> and <c>talk</c>, answers each with one line, and ends when its
/// standard input does.
/// </summary>
internal sealed class ClientsProcess(ClientsPlan plan)
{
    public const string Command = "clients";

    private const int JoiningAtATime = 32;
    private const int Addresses = 32; // no address may hold more of a server than it leaves free
    private const long LongestMicroseconds = 60_000_000;
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(3);

    private readonly LongHistogram _ages = new(1, LongestMicroseconds, 3);
    private readonly List<ScaleClient> _clients = [];
    private Task _failure = Task.CompletedTask;

    public static async Task RunAsync(ClientsPlan plan)
    {
        var process = new ClientsProcess(plan);
        while (await Console.In.ReadLineAsync() is { } command)
            Console.WriteLine(command == "join" ? await process.JoinAsync() : await process.TalkAsync());
        Environment.Exit(0); // thousands of connections need no farewell
    }

    private async Task<string> JoinAsync()
    {
        _clients.AddRange(plan.Numbers.Select(number => new ScaleClient(number, plan.Plan, Arrived)));
        var reading = new Task[_clients.Count];
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, JoiningAtATime).Select(async _ =>
        {
            for (var n = Interlocked.Increment(ref next); n < _clients.Count; n = Interlocked.Increment(ref next))
            {
                await _clients[n].JoinAsync(plan.Server, new([127, 0, (byte)(10 + plan.Index), (byte)(1 + (n % Addresses))]));
                reading[n] = Task.Run(_clients[n].ReadAsync); // it is pinged long before all have joined
            }
        }));
        _failure = Task.WhenAny(reading).Unwrap();
        return string.Create(CultureInfo.InvariantCulture, $"{_clients.Count}");
    }

    /// <returns>How many were sent, and each age with how many messages had it.</returns>
    private async Task<string> TalkAsync()
    {
        var sending = Task.Factory.StartNew(Send, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await await Task.WhenAny(sending, _failure);
        var sent = await sending;
        await Task.Delay(DrainTime);
        lock (_ages)
        {
            var values = _ages.RecordedValues().Select(static value =>
                string.Create(CultureInfo.InvariantCulture, $"{value.ValueIteratedTo}:{value.CountAtValueIteratedTo}"));
            return string.Create(CultureInfo.InvariantCulture, $"{sent} {string.Join(' ', values)}");
        }
    }

    private long Send()
    {
        var random = new Random(plan.Index);
        return OpenLoopPace.Run((double)plan.Plan.MessagesPerSecond / plan.Processes, plan.Plan.Duration, (_, due) =>
            _clients[random.Next(_clients.Count)].SendAsync(random.Next(plan.Plan.Clients), due));
    }

    private void Arrived(long microseconds)
    {
        lock (_ages)
            _ages.RecordValue(Math.Clamp(microseconds, 1, LongestMicroseconds));
    }
}
