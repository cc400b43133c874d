using Gossamer.Bench.Load;
using HdrHistogram;

namespace Gossamer.Bench.Compare;

/// <summary>One scenario at one contender's servers, from the first connection to the last round.</summary>
internal sealed class LoadSession : IAsyncDisposable
{
    private readonly ICluster _cluster;
    private readonly Seating _seating;
    private readonly LoadRounds _rounds;

    private LoadSession(Contender contender, ICluster cluster, Seating seating)
    {
        (Contender, _cluster, _seating) = (contender, cluster, seating);
        _rounds = new LoadRounds(seating.Conversations, () => cluster.CpuTime,
            () => string.Join(", ", seating.Conversations.Where(static conversation => !conversation.IsQuiet)));
    }

    public Contender Contender { get; }

    public IReadOnlyList<Conversation> Conversations => _seating.Conversations;

    public ICluster Cluster => _cluster;

    public static async Task<LoadSession> StartAsync(Contender contender, Scenario scenario)
    {
        var cluster = await contender.StartAsync(scenario.Servers);
        try
        {
            return new(contender, cluster, await Seating.JoinAsync(contender.Protocol, cluster.EndPoints, scenario));
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closed loop.</summary>
    public Task<LoadRound> RunAsync(TimeSpan duration) => _rounds.RunAsync(duration);

    /// <summary>Open loop: messages are due at equal distances, and their times count from when they were due.</summary>
    public Task<LongHistogram> RunAsync(double messagesPerSecond, TimeSpan duration) =>
        new OpenLoop(Conversations, messagesPerSecond).RunAsync(duration);

    /// <summary>For servers that look for signs of life while others have their turn.</summary>
    public Task KeepAliveAsync() => _seating.KeepAliveAsync();

    public async ValueTask DisposeAsync()
    {
        _rounds.Dispose();
        await _cluster.DisposeAsync();
    }
}
