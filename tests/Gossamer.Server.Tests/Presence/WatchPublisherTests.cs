using CsCheck;
using Gossamer.Mesh;
using Gossamer.Server.Presence;
using Gossamer.Server.Tests.Chat;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Presence;

public sealed class WatchPublisherTests : IDisposable
{
    private static readonly PresenceOptions Options = new() { MaxWatched = 3 };

    private readonly FakeTimeProvider _time = new();
    private readonly FakeOnlineUsers _names = new("Anna");
    private readonly WatchPublisher _publisher;

    public WatchPublisherTests() =>
        _publisher = new WatchPublisher(_names, Options, _time, NullLogger<WatchPublisher>.Instance);

    public void Dispose() => _publisher.Dispose();

    [Fact]
    public void Watch_Names_TellsAtOnceHowTheyStand()
    {
        var client = Watch("Anna", "Billy");

        client.Sent.ShouldBe(["""42["presence",{"joined":["Anna"],"left":["Billy"]}]"""]);
    }

    [Fact]
    public void Signal_OfAWatchedName_TellsThoseWhoWatchItAndNobodyElse()
    {
        var (anna, billy) = (Watch("Anna"), Watch("Billy"));
        _time.Advance(Options.Window);
        anna.Clear();
        billy.Clear();

        Change("Anna", "Billy", "Carl");
        _time.Advance(Options.Window);

        billy.Sent.ShouldBe(["""42["presence",{"joined":["Billy"],"left":[]}]"""]);
        anna.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Signal_WhoLeftAndCameBackInAWindow_IsNotMentioned()
    {
        var client = Watch("Anna");
        client.Clear();

        Change();
        Change("Anna");
        _time.Advance(Options.Window);

        client.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Watch_BetweenALeavingAndAComingBack_EndsWithTheTruth()
    {
        Watch("Carl"); // a round has told everybody's state: Anna is here
        _time.Advance(Options.Window);
        Change();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        var client = Watch("Anna");
        client.Sent[^1].ShouldContain("\"left\":[\"Anna\"]");
        Change("Anna");
        _time.Advance(Options.Window);

        client.Sent[^1].ShouldContain("\"joined\":[\"Anna\"]");
    }

    [Fact]
    public void Watch_MoreThanTheBound_WatchesNoneOfThem()
    {
        var client = Watch("Anna", "Billy");
        client.Clear();

        _publisher.Watch(client, Names("Billy", "Carl")).ShouldBe(WatchResult.Done);
        client.Clear();
        _publisher.Watch(client, Names("Anna", "Dora")).ShouldBe(WatchResult.TooMany);
        client.Sent.ShouldBeEmpty();
        Change("Dora");
        _time.Advance(Options.Window);

        client.Sent.ShouldHaveSingleItem().ShouldNotContain("Dora");
    }

    [Fact]
    public void Unwatch_AName_EndsItsNewsAndMakesRoom()
    {
        var client = Watch("Anna", "Billy", "Carl");
        _publisher.Unwatch(client, Names("Anna", "Nobody")).ShouldBe(WatchResult.Done);
        _publisher.Watch(client, Names("Dora")).ShouldBe(WatchResult.Done);
        client.Clear();

        Change("Dora");
        _time.Advance(Options.Window);

        client.Sent.ShouldBe(["""42["presence",{"joined":["Dora"],"left":[]}]"""]);
    }

    [Fact]
    public void Watch_ByAConnectionOfAnotherMode_IsRefused()
    {
        var client = Watch("Anna");
        _publisher.Unsubscribe(client);

        _publisher.Watch(client, Names("Anna")).ShouldBe(WatchResult.NotWatching);
        _publisher.Unwatch(client, Names("Anna")).ShouldBe(WatchResult.NotWatching);
        client.Clear();
        Change();
        _time.Advance(Options.Window);
        client.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Signal_AClientThatLags_IsToldHowThingsStandAfterwards()
    {
        var client = Watch("Anna", "Billy", "Carl");
        _time.Advance(Options.Window);
        client.Clear();
        client.WaitingBytes = Options.LagBytes + 1;

        Change("Billy");
        _time.Advance(Options.Window);
        Change("Billy", "Anna");
        _time.Advance(Options.Window);
        client.Sent.ShouldBeEmpty();
        client.WaitingBytes = 0;
        _time.Advance(Options.Window);

        client.Sent.ShouldBe(["""42["presence",{"joined":["Billy"],"left":[]}]"""]);
    }

    [Fact]
    public void Signal_AnySchedule_LeavesEveryWatcherWithTheTruth() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[0, 15], Gen.Int[0, 7]).Array[1, 40].Sample(steps =>
        {
            var time = new FakeTimeProvider();
            var names = new FakeOnlineUsers();
            using var publisher = new WatchPublisher(names, Options, time, NullLogger<WatchPublisher>.Instance);
            var client = new FakeConnection();
            publisher.Subscribe(client);
            HashSet<string> watched = [];
            foreach (var (wait, set, what) in steps)
            {
                names.Set([.. Enumerable.Range(0, 4).Where(bit => (set & (1 << bit)) != 0).Select(bit => $"User {bit}")]);
                publisher.Signal();
                if (what < 3 && watched.Add($"User {what}"))
                    publisher.Watch(client, Names($"User {what}")).ShouldBe(WatchResult.Done);
                else if (what == 3)
                    client.WaitingBytes = Options.LagBytes + 1 - client.WaitingBytes;
                time.Advance(TimeSpan.FromMilliseconds(wait));
            }
            client.WaitingBytes = 0;
            time.Advance(Options.Window);
            time.Advance(Options.Window);

            watched.ShouldAllBe(name => IsToldHere(client, name) == !names.Current.Find(FakeMesh.Name(name)).IsEmpty);
        });

    /// <summary>Whether the last that a client was told of a name is that it joined.</summary>
    private static bool IsToldHere(FakeConnection client, string name)
    {
        var last = client.Sent.Last(sent => sent.Contains(name, StringComparison.Ordinal));
        return last.IndexOf(name, StringComparison.Ordinal) < last.IndexOf("\"left\"", StringComparison.Ordinal);
    }

    [Fact]
    public void Watch_MoreThanAllMayTogether_IsRefusedUntilSomebodyGoes()
    {
        using var publisher = new WatchPublisher(
            _names, new PresenceOptions { MaxWatched = 3, MaxWatchedInAll = 4 }, _time, NullLogger<WatchPublisher>.Instance);
        var (one, two) = (new FakeConnection(), new FakeConnection());
        publisher.Subscribe(one);
        publisher.Subscribe(two);
        publisher.Watch(one, Names("Anna", "Billy")).ShouldBe(WatchResult.Done);
        publisher.Watch(two, Names("Carl")).ShouldBe(WatchResult.TooManyInAll);
        publisher.Watch(one, Names("Anna")).ShouldBe(WatchResult.Done, "it is watched already");

        publisher.Unsubscribe(one);
        publisher.Watch(two, Names("Carl", "Dora")).ShouldBe(WatchResult.Done);
        publisher.Unwatch(two, Names("Carl")).ShouldBe(WatchResult.Done);
        publisher.Watch(two, Names("Emil")).ShouldBe(WatchResult.Done);
    }

    private FakeConnection Watch(params string[] names)
    {
        var connection = new FakeConnection();
        _publisher.Subscribe(connection);
        _publisher.Watch(connection, Names(names)).ShouldBe(WatchResult.Done);
        return connection;
    }

    private void Change(params string[] names)
    {
        _names.Set(names);
        _publisher.Signal();
    }

    private static HashSet<UserName> Names(params string[] names) => [.. names.Select(FakeMesh.Name)];
}
