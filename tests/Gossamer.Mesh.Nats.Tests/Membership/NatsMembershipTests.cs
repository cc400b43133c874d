using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Mesh.Nats.Tests;

/// <summary>Which servers there are, as far as what is heard goes; without NATS.</summary>
public sealed class NatsMembershipTests : IAsyncLifetime
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly FakeTimeProvider _time = new();
    private readonly BusServer _server;
    private readonly NatsMembership _membership;

    public NatsMembershipTests()
    {
        _server = new("nats://127.0.0.1:1", "test", "a", time: _time);
        _membership = _server.Membership();
    }

    private string Names => string.Join(' ', _membership.Peers().Select(static peer => peer.Id));

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public void Forget_NatsWasAway_OthersHaveTimeToComeBack()
    {
        Hear("b");
        Hear("c");
        _time.Advance(TimeSpan.FromMinutes(5));
        HearSelf();
        _membership.Forget();
        Names.ShouldBe("b c");

        for (var n = 0; n < 16; n++)
        {
            _time.Advance(Interval);
            HearSelf();
            Hear("c");
            _membership.Forget();
        }

        Names.ShouldBe("c");
    }

    [Fact]
    public void Hear_Leaving_IsNoneAnyMore()
    {
        Hear("b");
        Hear("b", kind: Announcement.State.Leaving);

        Names.ShouldBe("");
    }

    [Fact]
    public void Hear_TwoServersOfOneId_TheFirstCountsUntilItIsSilent()
    {
        Hear("b", 11, "http://one/");
        _time.Advance(Interval);
        Hear("b", 12, "http://two/");
        Hear("b", 12, kind: Announcement.State.Leaving);
        _membership.Peers().Single().Address.ShouldBe(new Uri("http://one/"));

        for (var n = 0; n < 3; n++)
        {
            _time.Advance(Interval);
            HearSelf();
            Hear("b", 12, "http://two/");
        }

        _membership.Peers().Single().Address.ShouldBe(new Uri("http://two/"));
    }

    [Fact]
    public void Hear_OwnIdOfAnotherLife_IsWarnedOfOnceAMinute()
    {
        HearSelf();
        _server.Lines.ShouldBeEmpty();
        for (var n = 0; n < 10; n++)
            Hear("a", 12);

        _server.Lines.Single().ShouldStartWith("2408 Warning");
        Names.ShouldBe("");
    }

    private void Hear(string id, ulong life = 11, string? url = null, Announcement.State kind = Announcement.State.Here) =>
        _membership.Hear(new(new(id), url is null ? null : new Uri(url), kind, life));

    private void HearSelf() => Hear("a", _server.Bus.Life);
}
