using Gossamer.Server.Limits;
using Gossamer.Server.Presence;
using Gossamer.Server.Tests.Chat;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Presence;

public sealed class PresenceMetricsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeOnlineUsers _names = new("Anna");
    private readonly PresenceMetrics _metrics = new();
    private readonly LimitMetrics _limits = new();
    private readonly Measured _measured;

    public PresenceMetricsTests() => _measured = new(_metrics.Meter);

    public void Dispose()
    {
        _measured.Dispose();
        _metrics.Dispose();
        _limits.Dispose();
    }

    [Fact]
    public void Lists_AtOnceAndAfterTheWindow_AreMeasuredInBytesAndLag()
    {
        using var publisher = new ListPublisher(
            _names, new PresenceOptions(), _limits, _time, NullLogger<ListPublisher>.Instance, _metrics);
        var (first, second) = (new FakeConnection(), new FakeConnection());
        publisher.Subscribe(first, isNewcomer: true);
        publisher.Subscribe(second, isNewcomer: true);

        publisher.Signal();
        _names.Set("Anna", "Billy");
        _time.Advance(TimeSpan.FromMilliseconds(50));
        publisher.Signal();
        publisher.Signal();
        _time.Advance(TimeSpan.FromMilliseconds(200));

        _measured.Of("gossamer.server.presence.lag").ShouldBe(["0 kind=list", "0.2 kind=list"]);
        _measured.Of("gossamer.server.presence.io").ShouldBe(
            first.Sent.Select(static frame => $"{2 * frame.Length} kind=list")); // to both
    }

    [Fact]
    public void Changes_ToWhoWantsThem_AreMeasuredWithTheFirstList()
    {
        using var publisher = new ChangesPublisher(
            _names, new PresenceOptions(), _limits, _time, NullLogger<ChangesPublisher>.Instance, _metrics);
        var client = new FakeConnection();
        publisher.Subscribe(client, isNewcomer: true);

        publisher.Signal();
        _time.Advance(TimeSpan.FromSeconds(1));
        _names.Set("Anna", "Billy");
        publisher.Signal();

        client.Sent.Count.ShouldBe(2);
        _measured.Of("gossamer.server.presence.io").ShouldBe(client.Sent.Select(static frame => $"{frame.Length} kind=changes"));
        _measured.Of("gossamer.server.presence.lag").ShouldBe(["0 kind=changes", "0 kind=changes"]);
    }
}
