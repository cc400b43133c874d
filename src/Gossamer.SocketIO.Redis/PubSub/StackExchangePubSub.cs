using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gossamer.SocketIO.Redis.PubSub;

/// <summary>Redis by way of StackExchange.Redis, which connects again by itself and subscribes again to what was subscribed to.</summary>
internal sealed class StackExchangePubSub(IOptions<RedisAdapterOptions> options, TimeProvider time, ILogger<RedisRooms> log) : IPubSub
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _end = new();
    private IConnectionMultiplexer? _redis;
    private bool _isDisposed;

    private IConnectionMultiplexer Redis => _redis ?? throw new RedisException(
        "The host has not started: there is no connection to Redis yet.");

    public async Task<bool> ConnectAsync()
    {
        _redis = await (options.Value.ConnectionFactory?.Invoke() ?? ConnectByConfigurationAsync()).ConfigureAwait(false);
        _redis.ConnectionFailed += (_, e) => log.Lost(e.ConnectionType.ToString(), e.Exception);
        _redis.ConnectionRestored += (_, e) => log.Restored(e.ConnectionType.ToString());
        return _redis.IsConnected;
    }

    public Task<long> PublishAsync(string channel, ReadOnlyMemory<byte> payload) =>
        Redis.GetSubscriber().PublishAsync(RedisChannel.Literal(channel), payload);

    /// <summary>
    /// What could not be subscribed to StackExchange.Redis keeps for when it can be, with a queue that nobody reads: that is given up
    /// before the next time.
    /// </summary>
    public async Task<ISubscription> SubscribeAsync(string channel, bool isPattern, Action<string, ReadOnlyMemory<byte>> handler)
    {
        var name = isPattern ? RedisChannel.Pattern(channel) : RedisChannel.Literal(channel);
        for (var isFirst = true; ; isFirst = false)
        {
            try
            {
                var queue = await Redis.GetSubscriber().SubscribeAsync(name).ConfigureAwait(false);
                queue.OnMessage(message => Handle(handler, message));
                return new Subscription(queue);
            }
            catch (Exception e) when (Failures.AreOfRedis(e))
            {
                if (isFirst)
                    log.NotSubscribed(e, channel);
            }

            await GiveUpAsync(name).ConfigureAwait(false);
            await Task.Delay(Pause, time, _end.Token).ConfigureAwait(false);
        }
    }

    /// <summary>StackExchange.Redis says nothing of what a handler throws.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "It is logged, and the next message is another one.")]
    private void Handle(Action<string, ReadOnlyMemory<byte>> handler, ChannelMessage message)
    {
        try
        {
            handler(message.Channel.ToString(), (ReadOnlyMemory<byte>)message.Message);
        }
        catch (Exception e)
        {
            log.HandlerFailed(e, message.Channel.ToString());
        }
    }

    /// <summary>Each server of Redis counts its own connections.</summary>
    public async Task<long> CountSubscribersAsync(string channel)
    {
        var counts = await Task.WhenAll(Redis.GetServers().Where(static server => server.IsConnected)
            .Select(server => server.SubscriptionSubscriberCountAsync(RedisChannel.Literal(channel)))).ConfigureAwait(false);
        return counts.Length > 0
            ? counts.Sum()
            : throw new RedisException("No server of Redis is connected.");
    }

    /// <summary>By the host when it stops, and by the container once more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        await _end.CancelAsync().ConfigureAwait(false);
        _end.Dispose();
        if (_redis is { } redis)
            await redis.DisposeAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        _end.Cancel();
        _end.Dispose();
        _redis?.Dispose();
    }

    private async Task<IConnectionMultiplexer> ConnectByConfigurationAsync()
    {
        var configuration = ConfigurationOptions.Parse(options.Value.Configuration);
        configuration.AbortOnConnectFail = false; // clients are served meanwhile
        return await ConnectionMultiplexer.ConnectAsync(configuration).ConfigureAwait(false);
    }

    private async Task GiveUpAsync(RedisChannel name)
    {
        try
        {
            await Redis.GetSubscriber().UnsubscribeAsync(name).ConfigureAwait(false);
        }
        catch (Exception e) when (Failures.AreOfRedis(e))
        {
            // here it is forgotten, and Redis does not know of it
        }
    }

    private sealed class Subscription(ChannelMessageQueue queue) : ISubscription
    {
        public Task UnsubscribeAsync() => queue.UnsubscribeAsync();
    }
}
