using Gossamer.SocketIO.Redis.PubSub;
using StackExchange.Redis;

namespace Gossamer.SocketIO.Redis.Tests;

/// <summary>PUBLISH and its like in memory: each message is handled before the publisher goes on.</summary>
internal sealed class FakeRedis
{
    private readonly Lock _gate = new();
    private int _handled;
    private readonly List<Subscription> _subscriptions = [];

    /// <summary>Nothing is taken.</summary>
    public bool IsDown { get; set; }

    /// <summary>All that was published.</summary>
    public List<(string Channel, byte[] Payload)> Published { get; } = [];

    /// <summary>How many of them all subscribers have handled.</summary>
    public int Handled => Volatile.Read(ref _handled);

    public IPubSub Connect() => new Connection(this);

    public long Publish(string channel, byte[] payload)
    {
        Subscription[] heard;
        lock (_gate)
        {
            Published.Add((channel, payload));
            heard = [.. _subscriptions.Where(each => each.Matches(channel))];
        }

        foreach (var each in heard)
            each.Handler(channel, payload);
        Interlocked.Increment(ref _handled);
        return heard.Length;
    }

    public long Count(string channel)
    {
        lock (_gate)
            return _subscriptions.Count(each => !each.IsPattern && each.Channel == channel);
    }

    /// <summary>Redis's own patterns (PSUBSCRIBE).</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        if (pattern.IsEmpty)
            return text.IsEmpty;
        switch (pattern[0])
        {
            case '*':
                for (var skipped = 0; skipped <= text.Length; skipped++)
                {
                    if (Matches(pattern[1..], text[skipped..]))
                        return true;
                }

                return false;
            case '[':
                var (isIn, length) = (false, 1);
                for (; pattern[length] != ']'; length++)
                {
                    if (pattern[length] == '\\')
                        length++;
                    isIn |= !text.IsEmpty && pattern[length] == text[0];
                }

                return isIn && Matches(pattern[(length + 1)..], text[1..]);
            case '?':
                return !text.IsEmpty && Matches(pattern[1..], text[1..]);
            case '\\':
                return !text.IsEmpty && pattern[1] == text[0] && Matches(pattern[2..], text[1..]);
            default:
                return !text.IsEmpty && pattern[0] == text[0] && Matches(pattern[1..], text[1..]);
        }
    }

    private sealed class Subscription(FakeRedis redis, string channel, bool isPattern, Action<string, ReadOnlyMemory<byte>> handler)
        : ISubscription
    {
        public string Channel => channel;

        public bool IsPattern => isPattern;

        public Action<string, ReadOnlyMemory<byte>> Handler => handler;

        public bool Matches(string published) => isPattern ? FakeRedis.Matches(channel, published) : channel == published;

        public Task UnsubscribeAsync()
        {
            lock (redis._gate)
                redis._subscriptions.Remove(this);
            return Task.CompletedTask;
        }
    }

    private sealed class Connection(FakeRedis redis) : IPubSub
    {
        public Task<bool> ConnectAsync() => Task.FromResult(!redis.IsDown);

        public Task<long> PublishAsync(string channel, ReadOnlyMemory<byte> payload) =>
            redis.IsDown ? Task.FromException<long>(Down()) : Task.FromResult(redis.Publish(channel, payload.ToArray()));

        public Task<ISubscription> SubscribeAsync(string channel, bool isPattern, Action<string, ReadOnlyMemory<byte>> handler)
        {
            var subscription = new Subscription(redis, channel, isPattern, handler);
            lock (redis._gate)
                redis._subscriptions.Add(subscription);
            return Task.FromResult<ISubscription>(subscription);
        }

        public Task<long> CountSubscribersAsync(string channel) =>
            redis.IsDown ? Task.FromException<long>(Down()) : Task.FromResult(redis.Count(channel));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public void Dispose()
        {
        }

        private static RedisException Down() => new("It is down.");
    }
}
