using Microsoft.Extensions.Logging.Abstractions;
using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Chat;

public sealed class ConnectionRegistryTests : IDisposable
{
    private static readonly UserName Anna = FakeMesh.Name("Anna");
    private static readonly UserName Billy = FakeMesh.Name("Billy");
    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000));
    private readonly ChatCounters _counters = new();
    private readonly StillTime _still;
    private readonly ProcessPauseDetector _pauses;
    private readonly ConnectionRegistry _users;

    public ConnectionRegistryTests()
    {
        _still = new StillTime(_time);
        _pauses = new ProcessPauseDetector(_still, NullLogger<ProcessPauseDetector>.Instance);
        _users = new ConnectionRegistry(new ChatOptions(), _time, _counters, _pauses);
    }

    public void Dispose() => _pauses.Dispose();

    [Fact]
    public void Deliver_CountsOnlyTheRecipientsConnectionsThatTookIt()
    {
        FakeConnection gone = new("b2") { IsGone = true };
        _users.TryAdd(Anna, new FakeConnection("a1"), 9);
        _users.TryAdd(Billy, new FakeConnection("b1"), 9);
        _users.TryAdd(Billy, gone, 9);

        _users.Deliver(From(Anna, Billy)).ShouldBe(1);
        _users.Deliver(From(Billy, Anna)).ShouldBe(1);
        _users.Deliver(From(Anna, FakeMesh.Name("Carl"))).ShouldBe(0);
        _counters.Handed.ShouldBe(5);
    }

    /// <summary>Its sender was told that it was not delivered: it may come, unless the client goes on elsewhere.</summary>
    [Fact]
    public void Deliver_AMessageThatWasOnItsWayTooLong_IsKeptForWhoIsAwayAndNotCounted()
    {
        FakeConnection here = new("b1"), away = new("b2") { IsAwaitingReconnect = true };
        _users.TryAdd(Billy, away, 9);
        var message = FromAnnaToBillyNow();

        Pass(seconds: 5);
        _users.Deliver(message).ShouldBe(1);
        Pass(seconds: 1);
        _users.Deliver(message).ShouldBe(ILocalDelivery.Refused);
        _users.TryAdd(Billy, here, 9);
        _users.Deliver(message).ShouldBe(1);

        (away.Sent.Count, here.Sent.Count).ShouldBe((3, 1));
        away.Late.ShouldBe([.. away.Packets.Skip(1)]);
    }

    /// <summary>The process stood still for two seconds: no timer ran, and what was sent to it meanwhile is read afterwards.</summary>
    [Fact]
    public void Deliver_AMessageThatWasSentWhileThisServerStoodStill_IsKeptForWhoIsAwayAndNotCounted()
    {
        FakeConnection away = new("b2") { IsAwaitingReconnect = true };
        _users.TryAdd(Billy, away, 9);
        _time.Advance(TimeSpan.FromSeconds(1));
        _users.Deliver(FromAnnaToBillyNow()).ShouldBe(1);
        var during = StandStill();

        _users.Deliver(during).ShouldBe(ILocalDelivery.Refused);
        Pass(seconds: 2);
        _users.Deliver(FromAnnaToBillyNow()).ShouldBe(1);
        _users.Deliver(during).ShouldBe(ILocalDelivery.Refused);

        away.Late.ShouldBe([away.Packets[1], away.Packets[3]]);
    }

    /// <summary>It may live, and gets it; or its end has not been read yet, and it is elsewhere: nobody knows.</summary>
    [Fact]
    public void Deliver_AMessageThatWasSentWhileThisServerStoodStill_IsSentToWhoSeemsToBeThereAndNotCounted()
    {
        FakeConnection here = new("b1");
        _users.TryAdd(Billy, here, 9);
        var during = StandStill();

        _users.Deliver(during).ShouldBe(ILocalDelivery.Refused);
        _users.Deliver(FromAnnaToBillyNow()).ShouldBe(ILocalDelivery.Refused);
        Pass(seconds: 2);
        _users.Deliver(FromAnnaToBillyNow()).ShouldBe(1);

        here.Packets.Count.ShouldBe(3);
        here.Late.ShouldBe([.. here.Packets.Take(2)]);
    }

    /// <summary>It is kept, should the client come back here or ask for its session.</summary>
    [Fact]
    public void Deliver_ToAClientThatLeftWhileThisServerStoodStill_IsRefused()
    {
        FakeConnection left = new("b1") { IsAwaitingReconnect = true };
        _users.TryAdd(Billy, left, 9);
        StandStill();
        Pass(seconds: 2);
        left.DisconnectedFor = TimeSpan.FromSeconds(2.5);

        _users.Deliver(FromAnnaToBillyNow()).ShouldBe(ILocalDelivery.Refused);
        left.DisconnectedFor = TimeSpan.FromSeconds(0.5);
        _users.Deliver(FromAnnaToBillyNow()).ShouldBe(1);

        left.Packets.Count.ShouldBe(2);
        left.Late.ShouldBe([left.Packets[0]]);
    }

    [Fact]
    public void Deliver_ToASessionThatAnotherServerMayHaveTaken_IsRefusedUntilItsClientIsBack()
    {
        FakeConnection parted = new("b1") { IsAwaitingReconnect = true, MayBeElsewhere = true };
        _users.TryAdd(Billy, parted, 9);

        _users.Deliver(FromAnnaToBillyNow()).ShouldBe(ILocalDelivery.Refused);
        parted.IsAwaitingReconnect = false;
        _users.Deliver(FromAnnaToBillyNow()).ShouldBe(1);

        parted.Packets.Count.ShouldBe(2);
        parted.Late.ShouldBe([parted.Packets[0]]);
    }

    /// <summary>Its sender knows that it may not come; whoever takes the session over must know that too.</summary>
    [Fact]
    public void Deliver_AMessageThatWasOnItsWayTooLong_IsSentToWhoIsThereAndNotedAsLate()
    {
        FakeConnection here = new("b1");
        _users.TryAdd(Billy, here, 9);

        _users.Deliver(From(Anna, Billy) with { Frame = Frame(_time.GetUtcNow() - TimeSpan.FromSeconds(4)) }).ShouldBe(1);
        here.Late.ShouldBeEmpty();
        _users.Deliver(From(Anna, Billy) with { Frame = Frame(_time.GetUtcNow() - TimeSpan.FromSeconds(6)) }).ShouldBe(1);

        here.Packets.Count.ShouldBe(2);
        here.Late.ShouldBe([here.Packets[1]]);
    }

    [Fact]
    public void Remove_TheLastConnection_ForgetsTheUser()
    {
        FakeConnection first = new("a1"), second = new("a2");
        _users.TryAdd(Anna, first, 9);
        _users.TryAdd(Anna, second, 9);

        _users.Remove(Anna, first);
        _users.Deliver(From(Billy, Anna)).ShouldBe(1);
        _users.Remove(Anna, second);
        _users.Remove(Anna, second);

        first.Sent.ShouldBeEmpty();
        _users.Count.ShouldBe(0);
    }

    [Fact]
    public async Task TryAddAndRemove_ManyAtOnce_LoseNothing()
    {
        const int Workers = 4, Rounds = 2_000;
        var kept = Enumerable.Range(0, Workers).Select(i => new FakeConnection($"kept{i}")).ToList();

        await Task.WhenAll(kept.Select(connection => Task.Run(() =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                _users.TryAdd(Anna, connection, int.MaxValue).ShouldBeTrue();
                _users.Remove(Anna, connection);
            }
            _users.TryAdd(Anna, connection, int.MaxValue).ShouldBeTrue();
        }, TestContext.Current.CancellationToken)));

        _users.Deliver(From(Billy, Anna)).ShouldBe(Workers);
        kept.ShouldAllBe(connection => connection.Sent.Count == 1);
    }

    /// <summary>For two seconds. Returns a message that was sent meanwhile.</summary>
    private Envelope StandStill()
    {
        _still.StandsStill = true;
        _time.Advance(TimeSpan.FromSeconds(1));
        var during = FromAnnaToBillyNow();
        _time.Advance(TimeSpan.FromSeconds(1));
        _still.StandsStill = false;
        return during;
    }

    private Envelope FromAnnaToBillyNow() => From(Anna, Billy) with { Frame = Frame(_time.GetUtcNow()) };

    /// <summary>Time that passes for timers too.</summary>
    private void Pass(int seconds)
    {
        for (var step = 0; step < 10 * seconds; step++)
            _time.Advance(TimeSpan.FromMilliseconds(100));
    }

    private static byte[] Frame(DateTimeOffset at) => Encoding.UTF8.GetBytes(
        $$"""42["im",{"from":"Anna","to":"Billy","text":"\",\"at\":1","forwarded":false,"id":"m","at":{{at.ToUnixTimeMilliseconds()}}}"""
            + $$""","abcdefghijkl"]""");

    private static Envelope From(UserName from, UserName to) => new(new MessageId("m"), from, to, "42[\"im\",{}]"u8.ToArray());
}
