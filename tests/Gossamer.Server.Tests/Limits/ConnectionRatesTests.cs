using System.Diagnostics.Metrics;
using Gossamer.Mesh;
using Gossamer.Server.Limits;
using Gossamer.Server.Tests.Chat;
using Gossamer.SocketIO;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Limits;

public sealed class ConnectionRatesTests : IDisposable
{
    private static readonly RateOptions Options = new()
    {
        Messages = new(new(1, 2), User: new(1, 8), Address: new(1, 4)),
        Identify = new(new(1, 2), User: new(1, 2), Address: new(1, 2)),
    };

    private static readonly ClientAddress Here = new(1, false);
    private static readonly ClientAddress There = new(2, false);
    private static readonly UserName Anna = FakeMesh.Name("Anna");

    private readonly FakeTimeProvider _time = new();
    private readonly LimitMetrics _metrics = new();
    private readonly EventLimits _limits;

    public ConnectionRatesTests() => _limits = new(Options, _metrics, _time);

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public void TryTake_MoreThanAConnectionMay_IsItsOwnExcess()
    {
        var rates = _limits.Begin(Here);

        Take(rates, 3).ShouldBe([LimitScope.None, LimitScope.None, LimitScope.Connection]);
        Take(_limits.Begin(Here), 1).ShouldBe([LimitScope.None]);
    }

    [Fact]
    public void TryTake_ManyConnectionsOfAnAddress_ShareItsLimitAndNobodyElses()
    {
        for (var i = 0; i < 2; i++)
            Take(_limits.Begin(Here), 2).ShouldBe([LimitScope.None, LimitScope.None]);

        Take(_limits.Begin(Here), 1).ShouldBe([LimitScope.Address]);
        Take(_limits.Begin(There), 1).ShouldBe([LimitScope.None]);
    }

    [Fact]
    public void TryTakeDeliveries_ToTooManyConnections_IsTheAddressesExcess()
    {
        var rates = _limits.Begin(Here);
        rates.TryTakeDeliveries(1_000, 10, _time.GetUtcNow(), out _).ShouldBeTrue();

        rates.TryTakeDeliveries(1_000, 10, _time.GetUtcNow(), out var excess).ShouldBeFalse();
        excess.ShouldBe(new Excess(EventKind.Delivery, LimitScope.Address, Options.Deliveries.Address, IsPersistent: false));
        _limits.Begin(Here).TryTakeDeliveries(9, 10, _time.GetUtcNow(), out _).ShouldBeFalse("it is of all from there");
        _limits.Begin(Here).TryTakeDeliveries(8, 10, _time.GetUtcNow(), out _).ShouldBeTrue("few are nobody's excess");
        _limits.Begin(There).TryTakeDeliveries(1_000, 10, _time.GetUtcNow(), out _).ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(0.1));
        rates.TryTakeDeliveries(1_000, 10, _time.GetUtcNow(), out _).ShouldBeTrue();
    }

    [Fact]
    public void TryTakeDeliveries_OfLongTexts_CountForEachKibibyte()
    {
        var rates = _limits.Begin(Here);
        rates.TryTakeDeliveries(200, 4 * 1024, _time.GetUtcNow(), out _).ShouldBeTrue();

        rates.TryTakeDeliveries(9, 10, _time.GetUtcNow(), out _).ShouldBeFalse("a thousand are used up");
        _limits.Begin(There).TryTakeDeliveries(int.MaxValue, int.MaxValue, _time.GetUtcNow(), out _).ShouldBeTrue("at most a burst counts");
    }

    [Fact]
    public void TryTakeBytes_MoreToOneUserThanAnAddressMay_IsRefusedForThatUserAndAddressOnly()
    {
        var (rates, limit) = (_limits.Begin(Here), Options.BytesToRecipient);
        rates.TryTakeBytes(Anna, limit.Burst - RateOptions.FrameBytes, _time.GetUtcNow(), out _).ShouldBeTrue();

        _limits.Begin(Here).TryTakeBytes(Anna, 1, _time.GetUtcNow(), out var excess).ShouldBeFalse("it is of all from there");

        excess.ShouldBe(new Excess(EventKind.Message, LimitScope.Recipient, limit, IsPersistent: false));
        rates.TryTakeBytes(FakeMesh.Name("Billy"), 1, _time.GetUtcNow(), out _).ShouldBeTrue();
        _limits.Begin(There).TryTakeBytes(Anna, 1, _time.GetUtcNow(), out _).ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(1));
        rates.TryTakeBytes(Anna, limit.PerSecond - RateOptions.FrameBytes, _time.GetUtcNow(), out _).ShouldBeTrue();
    }

    [Fact]
    public void TryTake_LargeEvents_CountForTheirSize()
    {
        var rates = _limits.Begin(Here);
        var burst = Options.Watch.Connection.Burst;

        rates.TryTake(EventKind.Watch, (burst - 2) * RateOptions.EventBytes, _time.GetUtcNow(), out _).ShouldBeTrue();
        rates.TryTake(EventKind.Watch, RateOptions.EventBytes, _time.GetUtcNow(), out _).ShouldBeFalse("that is two, and one is left");
        rates.TryTake(EventKind.Watch, RateOptions.EventBytes - 1, _time.GetUtcNow(), out _).ShouldBeTrue();
    }

    [Fact]
    public void TryTakeBytes_MoreThanAUserMaySend_IsRefusedWhereverItComesFrom()
    {
        var limit = Options.Bytes.User;
        var (one, other) = (As(Anna, Here), As(Anna, There));
        one.TryTakeBytes(FakeMesh.Name("A"), (limit.Burst / 2) - RateOptions.FrameBytes, _time.GetUtcNow(), out _);
        other.TryTakeBytes(FakeMesh.Name("B"), (limit.Burst / 2) - RateOptions.FrameBytes, _time.GetUtcNow(), out _);

        one.TryTakeBytes(FakeMesh.Name("C"), 1, _time.GetUtcNow(), out var excess).ShouldBeFalse("it is of the user, to whomever");

        excess.ShouldBe(new Excess(EventKind.Byte, LimitScope.User, limit, IsPersistent: false));
        As(FakeMesh.Name("Billy"), Here).TryTakeBytes(FakeMesh.Name("C"), 1, _time.GetUtcNow(), out _).ShouldBeTrue();
        _time.Advance(TimeSpan.FromSeconds(1));
        other.TryTakeBytes(FakeMesh.Name("D"), limit.PerSecond / 2, _time.GetUtcNow(), out _).ShouldBeTrue();
    }

    [Fact]
    public void TryTake_ManyConnectionsOfAUser_ShareItsLimitFromAllAddresses()
    {
        for (ulong i = 0; i < 4; i++)
            Take(As(Anna, new(i, false)), 2).ShouldBe([LimitScope.None, LimitScope.None]);

        Take(As(Anna, new(9, false)), 1).ShouldBe([LimitScope.User]);
    }

    [Fact]
    public void TryTake_ANewConnectionAfterAnother_HasNoFullBucketsOfItsAddress()
    {
        for (var i = 0; i < 2; i++)
        {
            var rates = _limits.Begin(Here);
            Take(rates, 2);
            rates.End();
        }

        Take(_limits.Begin(Here), 1).ShouldBe([LimitScope.Address]);
    }

    /// <summary>After a server's death all the clients of an office identify at once.</summary>
    [Fact]
    public void TryTake_TheFirstIdentifyOfAConnection_CountsForThatOnly()
    {
        for (var i = 0; i < 10; i++)
            Kind(_limits.Begin(Here), EventKind.Identify).ShouldBe(LimitScope.None);

        Kind(As(Anna, Here), EventKind.Identify).ShouldBe(LimitScope.None);
        Kind(As(Anna, Here), EventKind.Identify).ShouldBe(LimitScope.None);
        Kind(As(Anna, Here), EventKind.Identify).ShouldBe(LimitScope.User);
    }

    [Fact]
    public void TryTake_OnAndOnAfterARefusal_IsPersistentWhenPatienceIsOver()
    {
        var rates = _limits.Begin(Here);
        var persistentAfter = TimeSpan.Zero;
        for (; persistentAfter < TimeSpan.FromMinutes(1); persistentAfter += Options.Pause, _time.Advance(Options.Pause))
            if (!rates.TryTake(EventKind.Message, 0, _time.GetUtcNow(), out var excess) && excess.IsPersistent)
                break;

        persistentAfter.ShouldBeInRange(Options.Patience, Options.Patience + TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void TryTake_NowAndThenTooFast_IsForgiven()
    {
        var rates = _limits.Begin(Here);
        for (var i = 0; i < 20; i++)
        {
            for (var n = 0; n < 5; n++)
                if (!rates.TryTake(EventKind.Message, 0, _time.GetUtcNow(), out var excess))
                    excess.IsPersistent.ShouldBeFalse();
            _time.Advance(Options.Forgiveness + Options.Pause);
        }
    }

    [Fact]
    public void MayReturn_MoreThanAnAddressMay_IsFalse()
    {
        var limits = new EventLimits(Options with { Returns = new(new(1, 1), RateLimit.None, new(1, 3)) }, _metrics, _time);

        Enumerable.Range(0, 5).Count(_ => limits.MayReturn(Here)).ShouldBe(3);
        limits.MayReturn(There).ShouldBeTrue();
    }

    [Fact]
    public void TryTake_ARefusal_IsCountedByKindAndScope()
    {
        List<string> refused = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (ReferenceEquals(instrument.Meter, _metrics.Meter))
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) =>
            refused.Add($"{instrument.Name} {string.Join(' ', tags.ToArray().Select(tag => tag.Value))}"));
        listener.Start();

        Take(_limits.Begin(Here), 3);

        refused.ShouldBe(["gossamer.server.events.refused message connection"]);
    }

    private ConnectionRates As(UserName user, ClientAddress address)
    {
        var rates = _limits.Begin(address);
        rates.SetUser(user);
        return rates;
    }

    private LimitScope[] Take(ConnectionRates rates, int times) =>
        [.. Enumerable.Range(0, times).Select(_ => Kind(rates, EventKind.Message))];

    private LimitScope Kind(ConnectionRates rates, EventKind kind)
    {
        rates.TryTake(kind, 0, _time.GetUtcNow(), out var excess);
        return excess.Scope;
    }
}
