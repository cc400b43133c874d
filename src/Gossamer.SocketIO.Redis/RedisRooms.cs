using Gossamer.Mesh;
using Gossamer.SocketIO.Redis.PubSub;
using Gossamer.SocketIO.Redis.Requests;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Gossamer.SocketIO.Redis;

/// <summary>What the adapters of all namespaces share: the connection to Redis, and what is asked of other servers by way of it.</summary>
internal sealed class RedisRooms(IPubSub redis, IOptions<RedisAdapterOptions> options, TimeProvider time, ILogger<RedisRooms> log)
{
    private readonly Lock _gate = new();
    private readonly RepeatedLines _notPublished = new(time);
    private readonly RepeatedLines _noEvent = new(time);
    private readonly RepeatedLines _malformed = new(time);
    private readonly RepeatedLines _notAnswered = new(time);
    private List<RedisAdapter>? _early = []; // made before there was a connection
    private long _unconfirmed;

    /// <summary>By which other servers know this one.</summary>
    public string Uid { get; } = Ids.New();

    public RedisAdapterOptions Options { get; } = options.Value;

    public PendingRequests<Pending<RemoteAnswer<SocketDescription>>> Fetches { get; } = new(options.Value, time);

    public PendingRequests<Pending<RemoteAnswer<ReadOnlyMemory<byte>>>> Questions { get; } = new(options.Value, time);

    public PendingRequests<PendingQuestion> ClientQuestions { get; } = new(options.Value, time);

    public RedisAdapter CreateAdapter(Namespace ns)
    {
        var adapter = new RedisAdapter(ns, this);
        lock (_gate)
        {
            if (_early is not null)
            {
                _early.Add(adapter);
                return adapter;
            }
        }

        _ = adapter.OpenAsync();
        return adapter;
    }

    /// <summary>Connects, and has the namespaces that there are heard of.</summary>
    public async Task StartAsync()
    {
        var isConnected = await redis.ConnectAsync().ConfigureAwait(false);
        List<RedisAdapter> early;
        lock (_gate)
            (early, _early) = (_early ?? [], null);
        var opening = Task.WhenAll(early.Select(static adapter => adapter.OpenAsync()));
        if (!isConnected || !await IsOverAsync(opening).ConfigureAwait(false))
            log.NotReachable();
    }

    /// <summary>What was published before goes out.</summary>
    public ValueTask StopAsync() => redis.DisposeAsync();

    /// <summary>Publishes, in the order of the calls. What Redis does not take is told to the log.</summary>
    /// <returns>How many servers got it, with this one; null: Redis did not take it.</returns>
    public async Task<long?> PublishAsync(string ns, string channel, byte[] payload)
    {
        if (Interlocked.Add(ref _unconfirmed, payload.Length) > Options.MaxUnconfirmedBytes)
        {
            Interlocked.Add(ref _unconfirmed, -payload.Length);
            return NotPublished(ns, cause: null);
        }

        try
        {
            return await redis.PublishAsync(channel, payload).ConfigureAwait(false);
        }
        catch (Exception e) when (Failures.AreOfRedis(e))
        {
            return NotPublished(ns, e);
        }
        finally
        {
            Interlocked.Add(ref _unconfirmed, -payload.Length);
        }
    }

    /// <returns>How many servers there are besides this one; null: Redis does not say.</returns>
    public async Task<long?> CountOthersAsync(string channel)
    {
        try
        {
            var all = await redis.CountSubscribersAsync(channel).WaitAsync(Options.RequestTimeout, time).ConfigureAwait(false);
            return Math.Max(0, all - 1);
        }
        catch (Exception e) when (Failures.AreOfRedis(e))
        {
            return null;
        }
    }

    /// <summary>Subscribes a namespace's adapter, to the last one when it hears the others; ends when Redis has let it.</summary>
    public async Task<ISubscription[]> SubscribeAsync(
        IReadOnlyList<(string Channel, bool IsPattern, Action<string, ReadOnlyMemory<byte>> Handler)> subscriptions)
    {
        var first = await Task.WhenAll(subscriptions.SkipLast(1).Select(SubscribeAsync)).ConfigureAwait(false);
        return [.. first, await SubscribeAsync(subscriptions[^1]).ConfigureAwait(false)];
    }

    private Task<ISubscription> SubscribeAsync((string Channel, bool IsPattern, Action<string, ReadOnlyMemory<byte>> Handler) each) =>
        redis.SubscribeAsync(each.Channel, each.IsPattern, each.Handler);

    public void NoEvent(string ns)
    {
        if (_noEvent.TryTake(out var unsaid))
            log.NoEvent(ns, unsaid);
    }

    public void Malformed(string channel)
    {
        if (_malformed.TryTake(out var unsaid))
            log.Malformed(channel, unsaid);
    }

    public void NotAnswered(string ns)
    {
        if (_notAnswered.TryTake(out var unsaid))
            log.NotAnswered(ns, unsaid);
    }

    /// <returns>False: it takes so long that clients are not kept waiting for it.</returns>
    private async Task<bool> IsOverAsync(Task opening)
    {
        try
        {
            await opening.WaitAsync(Options.RequestTimeout, time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private long? NotPublished(string ns, Exception? cause)
    {
        if (_notPublished.TryTake(out var unsaid))
            log.NotPublished(cause, ns, unsaid);
        return null;
    }
}
