using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>Time that passes when a test says so, and that knows whether anything waits for it to pass.</summary>
internal sealed class TestTime() : FakeTimeProvider(DateTimeOffset.UtcNow)
{
    private readonly ConcurrentDictionary<TimeSpan, byte> _dueTimes = new();

    /// <summary>Whether a timer of that length was ever started.</summary>
    public bool HasStarted(TimeSpan dueTime) => _dueTimes.ContainsKey(dueTime);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _dueTimes.TryAdd(dueTime, 0);
        return timer;
    }
}
