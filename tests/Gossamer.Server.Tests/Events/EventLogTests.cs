using Gossamer.Server.Events;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Events;

public sealed class EventLogTests
{
    private static readonly EventKey Down = new(ServerEventKind.LinkDown, "server-2", "outgoing", "connection-lost");
    private static readonly EventKey Up = new(ServerEventKind.LinkUp, "server-2", "outgoing");
    private static readonly EventKey TooFast = new(ServerEventKind.Refused, Reason: "too-fast");

    private readonly FakeTimeProvider _time = new(DateTimeOffset.FromUnixTimeSeconds(1_767_225_600)); // a full minute

    [Fact]
    public void Add_OfWhatComesAgain_RaisesTheCountOfItsEntry()
    {
        var log = Log();
        log.Add(Down);
        log.Add(Up);
        _time.Advance(TimeSpan.FromSeconds(59));
        log.Add(Down, text: "again");

        log.After(0).Select(static entry => (entry.Id, entry.Sequence, entry.Count, entry.Text))
            .ShouldBe([(2, 2, 1, null), (1, 3, 2, "again")]);
        (log.After(0)[1].Last - log.After(0)[1].First).ShouldBe(TimeSpan.FromSeconds(59));
    }

    [Fact]
    public void Add_AfterAQuietTime_BeginsANewEntry()
    {
        var log = Log();
        log.Add(Down);
        _time.Advance(TimeSpan.FromSeconds(61));
        log.Add(Down);

        log.After(0).Select(static entry => entry.Count).ShouldBe([1, 1]);
    }

    [Fact]
    public void Add_OfAFlappingLink_TakesTwoEntriesHoweverLongItFlaps()
    {
        var log = Log();
        for (var n = 0; n < 3_600; n++)
        {
            log.Add(n % 2 == 0 ? Down : Up);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        log.After(0).Select(static entry => entry.Count).ShouldBe([1_800, 1_800]);
    }

    [Fact]
    public void Add_OfRefusals_CountsThemByTheMinute()
    {
        var log = Log();
        for (var n = 0; n < 150; n++)
        {
            log.Add(TooFast, count: 2);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        log.After(0).Select(static entry => entry.Count).ShouldBe([120, 120, 60]);
    }

    [Fact]
    public void After_ANumber_TellsWhatIsNewOrChangedSince()
    {
        var log = Log();
        log.Add(Down);
        log.Add(Up);
        log.Sequence.ShouldBe(2);
        log.After(2).ShouldBeEmpty();
        log.Add(Down);

        log.After(2).ShouldHaveSingleItem().Id.ShouldBe(1);
        log.After(17).Count.ShouldBe(2, "a number of another life of the server");
    }

    [Fact]
    public void After_AnHour_NothingIsLeft()
    {
        var log = Log();
        log.Add(Down);
        _time.Advance(TimeSpan.FromMinutes(60));
        log.After(0).Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(1));

        log.After(0).ShouldBeEmpty();
        log.Add(Down);
        log.After(0).ShouldHaveSingleItem().Count.ShouldBe(1);
    }

    [Fact]
    public void Add_WithoutRoom_PushesOutTheOldestOfWhatHasTheMost()
    {
        var log = Log(maxEvents: 10);
        log.Add(new(ServerEventKind.Started), text: "1.0");
        log.Add(new(ServerEventKind.ServerRestarted, "server-3"));
        for (var n = 0; n < 50; n++) // a link that goes and comes too slowly to be one entry
        {
            log.Add(Down with { Reason = $"reason {n}" });
            log.Add(Up);
            _time.Advance(TimeSpan.FromSeconds(61));
        }

        var left = log.After(0);
        left.Count.ShouldBe(10);
        left.Select(static entry => entry.Key.Kind).Take(2).ShouldBe([ServerEventKind.Started, ServerEventKind.ServerRestarted]);
        left[^1].Key.Kind.ShouldBe(ServerEventKind.LinkUp);
        left[^2].Key.Reason.ShouldBe("reason 49");
    }

    private EventLog Log(int maxEvents = 1_000) => new(new() { MaxEvents = maxEvents }, _time);
}
