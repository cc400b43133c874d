using CsCheck;
using Gossamer.Server.Limits;
using Gossamer.Server.Presence;
using Gossamer.Server.Tests.Chat;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Presence;

public sealed class ListPublisherTests : IDisposable
{
    private static readonly LimitMetrics Metrics = new();
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(250);

    private readonly FakeTimeProvider _time = new();
    private readonly FakeOnlineUsers _names = new("Anna");
    private ListPublisher? _publisher;

    public void Dispose() => _publisher?.Dispose();

    [Fact]
    public void Signal_TheFirstChange_GoesOutAtOnceAndSharedByAll()
    {
        var (first, second) = (Subscribe(), Subscribe());

        Change("Anna", "Billy");

        first.Sent.ShouldBe(["""42["update_client",{"list":["Anna","Billy"]}]"""]);
        second.Packets[0].ShouldBeSameAs(first.Packets[0]);
        _names.Reads.ShouldBe(1);
    }

    [Fact]
    public void Signal_ManyChangesInAWindow_GiveOneListAtItsEndWithTheFinalTruth()
    {
        var client = Subscribe();
        Change("Anna", "Billy");
        client.Clear();

        for (var i = 0; i < 100; i++)
            Change("Anna", $"User {i:00}");
        _time.Advance(Window - TimeSpan.FromMilliseconds(1));
        client.Sent.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        client.Sent.ShouldBe(["""42["update_client",{"list":["Anna","User 99"]}]"""]);
        _time.Advance(TimeSpan.FromMinutes(1));
        client.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void Signal_AfterAQuietWindow_GoesOutAtOnceAgain()
    {
        var client = Subscribe();
        Change("Anna", "Billy");
        _time.Advance(Window);

        Change("Anna");

        client.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public void Subscribe_WithoutAnyChange_BringsAListToTheNewcomerOnly()
    {
        var before = Subscribe();
        Change("Anna", "Billy");
        var list = before.Packets[^1];
        before.Clear();

        var newcomer = Subscribe();
        Publisher().Signal();
        newcomer.Sent.ShouldBeEmpty();
        _time.Advance(Window);

        newcomer.Sent.ShouldBe(["""42["update_client",{"list":["Anna","Billy"]}]"""]);
        before.Sent.ShouldBeEmpty();
        newcomer.Packets[0].ShouldBeSameAs(list);
    }

    [Fact]
    public void Signal_WhoLeftAndCameBackInAWindow_IsNoNews()
    {
        var client = Subscribe();
        Change("Anna", "Billy");
        client.Clear();

        Change("Anna");
        Change("Anna", "Billy");
        _time.Advance(Window);

        client.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Signal_OverTheBudget_WidensTheWindowForAllButNewcomers()
    {
        // A list of 45 bytes to 10 clients at 225 bytes a second takes 2 s.
        var clients = Enumerable.Range(0, 10).Select(_ => Subscribe(bytesPerSecond: 225)).ToList();
        Change("Anna", "Billy");
        clients[0].Packets[0].Frame.Length.ShouldBe(45);
        _time.Advance(TimeSpan.FromSeconds(2)); // their first lists were newcomers'
        Change("Anna", "Billx");
        clients.ForEach(client => client.Clear());

        _time.Advance(Window);
        Change("Anna", "Carl!");
        var newcomer = Subscribe();
        Publisher().Signal();
        _time.Advance(Window);

        newcomer.Sent.ShouldHaveSingleItem().ShouldContain("Carl!");
        clients.ShouldAllBe(client => client.Sent.Count == 0);
        _time.Advance(TimeSpan.FromSeconds(1.4));
        clients.ShouldAllBe(client => client.Sent.Count == 0);
        _time.Advance(TimeSpan.FromSeconds(0.1)); // the newcomer's list is not theirs to pay
        clients.ShouldAllBe(client => client.Sent.Count == 1);
        newcomer.Sent.Count.ShouldBe(1);
    }

    /// <summary>Eight clients that asked for their lists anew, again and again, delayed everybody's by 18 s.</summary>
    [Fact]
    public void Subscribe_AgainAndAgain_WaitsForTheOthersListAndDelaysNobody()
    {
        var (honest, greedy) = (Subscribe(bytesPerSecond: 45), Subscribe(bytesPerSecond: 45));
        Change("Anna", "Billy"); // 2 s for the two
        _time.Advance(TimeSpan.FromSeconds(2));
        Change("Anna", "Carl!");
        honest.Clear();
        greedy.Clear();

        for (var i = 0; i < 19; i++) // 1.9 s, of the 2 s that the last list cost
        {
            Publisher().Subscribe(greedy, isNewcomer: false);
            Change("Anna", $"Dor{i:00}");
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        greedy.Sent.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMilliseconds(100));
        honest.Sent.ShouldHaveSingleItem().ShouldContain("Dor18");
        greedy.Packets.ShouldHaveSingleItem().ShouldBeSameAs(honest.Packets[0]);
    }

    [Fact]
    public void Signal_FarOverTheBudget_WaitsNoLongerThanTheWidestWindow()
    {
        var clients = Enumerable.Range(0, 10).Select(_ => Subscribe(bytesPerSecond: 1)).ToList();
        Change("Anna", "Billy");
        _time.Advance(TimeSpan.FromSeconds(2));
        Change("Anna");
        Change("Anna", "Carl");

        _time.Advance(TimeSpan.FromSeconds(29.9));
        clients.ShouldAllBe(client => client.Sent.Count == 2);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        clients.ShouldAllBe(client => client.Sent.Count == 3);
    }

    [Fact]
    public void Subscribe_FarOverTheBudget_ANewcomerWaitsTwoSecondsAtMost()
    {
        _ = Enumerable.Range(0, 10).Select(_ => Subscribe(bytesPerSecond: 1)).ToList();
        Change("Anna", "Billy");

        var newcomer = Subscribe();
        Publisher().Signal();
        _time.Advance(TimeSpan.FromSeconds(1.9));
        newcomer.Sent.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromSeconds(0.1));

        newcomer.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void Signal_AListThatIsTooLarge_IsRefusedOnceByNameAndComesWhenItFits()
    {
        var client = Subscribe(maxListBytes: 64);
        Change("Anna", "Billy");
        client.Clear();

        for (var i = 0; i < 10; i++)
        {
            Change([.. Enumerable.Range(0, 10).Select(n => $"User {n}{i}")]);
            _time.Advance(Window);
        }

        client.Sent.ShouldHaveSingleItem().ShouldStartWith("""42["rejected",{"event":"update_client","code":"list-too-large",""");
        Change("Anna");
        _time.Advance(new PresenceOptions().MaxWindow + Window);
        client.Sent[^1].ShouldBe("""42["update_client",{"list":["Anna"]}]""");
    }

    [Fact]
    public void Signal_ChangeWhileARoundIsRunning_IsNotLost()
    {
        var client = Subscribe();
        _names.OnRead = () =>
        {
            _names.OnRead = null;
            Change("Anna", "Billy", "Carl");
        };

        Change("Anna", "Billy");
        _time.Advance(Window);

        client.Sent[^1].ShouldBe("""42["update_client",{"list":["Anna","Billy","Carl"]}]""");
    }

    [Fact]
    public void Signal_ARoundThatFails_IsTriedAgain()
    {
        var client = Subscribe();
        _names.OnRead = () =>
        {
            _names.OnRead = null;
            throw new InvalidOperationException("bug");
        };

        Change("Anna", "Billy");
        client.Sent.ShouldBeEmpty();
        _time.Advance(Window);

        client.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void Signal_AClientThatLags_GetsTheListAsItIsWhenItHasTakenWhatWaits()
    {
        var (lagging, other) = (Subscribe(), Subscribe());
        Change("Anna", "Billy");
        lagging.Clear();
        lagging.WaitingBytes = new PresenceOptions().LagBytes + 1;

        _time.Advance(Window);
        Change("Anna", "Carl");
        _time.Advance(Window);
        Change("Anna", "Dora");
        _time.Advance(Window);

        lagging.Sent.ShouldBeEmpty();
        other.Sent.Count.ShouldBe(3);
        lagging.WaitingBytes = 0;
        _time.Advance(Window);
        lagging.Sent.ShouldBe(["""42["update_client",{"list":["Anna","Dora"]}]"""]);
    }

    [Fact]
    public void Unsubscribe_EndsTheLists()
    {
        var client = Subscribe();
        Change("Anna", "Billy");

        Publisher().Unsubscribe(client);
        _time.Advance(Window);
        Change("Anna");

        client.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void Signal_AnyScheduleOfChanges_KeepsTheWindowAndEndsWithTheTruth() => Gen.Select(Gen.Int[0, 400], Gen.Int[0, 5]).Array[1, 40]
        .Sample(steps =>
        {
            var time = new FakeTimeProvider();
            var names = new FakeOnlineUsers("Anna");
            using var publisher = new ListPublisher(names, new PresenceOptions(), Metrics, time, NullLogger<ListPublisher>.Instance);
            var client = new StampedConnection(time);
            publisher.Subscribe(client, isNewcomer: true);
            foreach (var (wait, name) in steps)
            {
                names.Set("Anna", $"User {name}");
                publisher.Signal();
                time.Advance(TimeSpan.FromMilliseconds(wait));
            }
            time.Advance(Window);

            client.Last.ShouldBe($$"""42["update_client",{"list":["Anna","User {{steps[^1].Item2}}"]}]""");
            client.At.Zip(client.At.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First >= Window);
        });

    private ListPublisher Publisher(long bytesPerSecond = long.MaxValue, int maxListBytes = int.MaxValue) =>
        _publisher ??= new ListPublisher(
            _names, new PresenceOptions { ListBytesPerSecond = bytesPerSecond, MaxListBytes = maxListBytes }, Metrics, _time,
            NullLogger<ListPublisher>.Instance);

    private FakeConnection Subscribe(long bytesPerSecond = long.MaxValue, int maxListBytes = int.MaxValue)
    {
        var connection = new FakeConnection();
        Publisher(bytesPerSecond, maxListBytes).Subscribe(connection, isNewcomer: true);
        return connection;
    }

    private void Change(params string[] names)
    {
        _names.Set(names);
        Publisher().Signal();
    }
}
