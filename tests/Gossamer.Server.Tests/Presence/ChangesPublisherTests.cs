using System.Text.Json;
using CsCheck;
using Gossamer.Server.Limits;
using Gossamer.Server.Presence;
using Gossamer.Server.Tests.Chat;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Presence;

public sealed class ChangesPublisherTests : IDisposable
{
    private static readonly PresenceOptions Options = new();

    private readonly FakeTimeProvider _time = new();
    private readonly FakeOnlineUsers _names = new("Anna");
    private readonly LimitMetrics _metrics = new();
    private readonly ChangesPublisher _publisher;

    public ChangesPublisherTests() =>
        _publisher = new ChangesPublisher(_names, Options, _metrics, _time, NullLogger<ChangesPublisher>.Instance);

    public void Dispose()
    {
        _publisher.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public void Signal_ANewcomer_GetsTheListAndOthersOnlyWhoJoined()
    {
        var first = Join();
        _time.Advance(Options.Window);

        _names.Set("Anna", "Billy");
        var second = Join();

        first.Sent.ShouldBe([List("Anna"), Presence(["Billy"], [])]);
        second.Sent.ShouldBe([List("Anna", "Billy")]);
    }

    [Fact]
    public void Signal_ChangesInAWindow_AreToldTogetherAtItsEndAndOnce()
    {
        var (first, second) = (Join(), Join());
        _time.Advance(Options.Window); // the second has its list
        _time.Advance(Options.Window);
        first.Clear();
        second.Clear();

        Change("Anna", "Billy"); // the first at once
        Change("Billy");
        Change("Billy", "Carl");
        first.Sent.ShouldBe([Presence(["Billy"], [])]);
        _time.Advance(Options.Window);

        first.Sent.ShouldBe([Presence(["Billy"], []), Presence(["Carl"], ["Anna"])]);
        second.Packets[1].ShouldBeSameAs(first.Packets[1]);
        _time.Advance(TimeSpan.FromMinutes(1));
        first.Sent.Count.ShouldBe(2);
    }

    [Fact]
    public void Signal_WhoLeftAndCameBackInAWindow_IsNotMentioned()
    {
        var client = Join();
        client.Clear();

        Change();
        Change("Anna");
        _time.Advance(Options.Window);

        client.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Signal_AClientThatLags_GetsAListInPlaceOfWhatItMissed()
    {
        var client = Join();
        _time.Advance(Options.Window);
        client.Clear();
        client.WaitingBytes = Options.LagBytes + 1;

        Change("Anna", "Billy");
        _time.Advance(Options.Window);
        Change("Billy");
        _time.Advance(Options.Window);
        client.Sent.ShouldBeEmpty();
        client.WaitingBytes = Options.LagBytes;
        _time.Advance(Options.Window);

        client.Sent.ShouldBe([List("Billy")]);
        _time.Advance(Options.Window);
        Change("Billy", "Carl");
        client.Sent[^1].ShouldBe(Presence(["Carl"], []));
    }

    [Fact]
    public void Subscribe_Again_BringsANewList()
    {
        var client = Join();
        _time.Advance(Options.Window);

        _publisher.Subscribe(client, isNewcomer: false);
        _publisher.Signal();

        client.Sent.ShouldBe([List("Anna"), List("Anna")]);
    }

    [Fact]
    public void Signal_AListThatIsTooLarge_IsRefusedOnceByNameAndComesWhenItFits()
    {
        using var publisher = new ChangesPublisher(
            _names, Options with { MaxListBytes = 32 }, _metrics, _time, NullLogger<ChangesPublisher>.Instance);
        var client = new FakeConnection();
        publisher.Subscribe(client, isNewcomer: true);
        using var measured = new Measured(_metrics.Meter);

        for (var i = 0; i < 5; i++)
        {
            _names.Set($"Anna {i}", $"Billy {i}");
            publisher.Signal();
            _time.Advance(Options.Window);
        }

        client.Sent.ShouldHaveSingleItem().ShouldContain("\"list-too-large\"");
        measured.Of("gossamer.server.refusals").ShouldBe(["1 event=update_client code=list-too-large"]);
        _names.Set();
        publisher.Signal();
        _time.Advance(Options.MaxWindow + Options.Window);
        client.Sent[^1].ShouldBe(List());
    }

    [Fact]
    public void Subscribe_AfterATimeWithoutAnybody_BringsTheListOfNow()
    {
        Change("Billy");
        _time.Advance(Options.Window);
        _names.Set("Carl");

        Join().Sent.ShouldBe([List("Carl")]);
    }

    [Fact]
    public void Unsubscribe_EndsTheChanges()
    {
        var client = Join();
        _publisher.Unsubscribe(client);
        _time.Advance(Options.Window);

        Change("Billy");

        client.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public void Signal_AnySchedule_LeavesEveryClientWithTheTruth() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[0, 255], Gen.Int[0, 5]).Array[1, 40].Sample(steps =>
        {
            var time = new FakeTimeProvider();
            var names = new FakeOnlineUsers();
            using var publisher = new ChangesPublisher(names, Options, _metrics, time, NullLogger<ChangesPublisher>.Instance);
            List<FakeConnection> clients = [];
            foreach (var (wait, set, what) in steps)
            {
                names.Set([.. Enumerable.Range(0, 8).Where(bit => (set & (1 << bit)) != 0).Select(bit => $"User {bit}")]);
                if (what == 0 || clients.Count == 0)
                {
                    clients.Add(new FakeConnection());
                    publisher.Subscribe(clients[^1], isNewcomer: true);
                }
                else if (what == 1)
                    clients[0].WaitingBytes = Options.LagBytes + 1 - clients[0].WaitingBytes;
                publisher.Signal();
                time.Advance(TimeSpan.FromMilliseconds(wait));
            }
            clients[0].WaitingBytes = 0;
            time.Advance(Options.Window);
            time.Advance(Options.Window);

            var truth = Names(names);
            clients.ShouldAllBe(client => Follow(client).SequenceEqual(truth));
        });

    private FakeConnection Join()
    {
        var connection = new FakeConnection();
        _publisher.Subscribe(connection, isNewcomer: true);
        _publisher.Signal();
        return connection;
    }

    private void Change(params string[] names)
    {
        _names.Set(names);
        _publisher.Signal();
    }

    /// <summary>What a client believes that was sent these packets; a change that is none is a fault.</summary>
    private static SortedSet<string> Follow(FakeConnection client)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        foreach (var sent in client.Sent)
        {
            var content = JsonDocument.Parse(sent[2..]).RootElement[1];
            if (content.TryGetProperty("list", out var list))
                names = new(Strings(list), StringComparer.Ordinal);
            else
            {
                Strings(content.GetProperty("joined")).ShouldAllBe(name => names.Add(name));
                Strings(content.GetProperty("left")).ShouldAllBe(name => names.Remove(name));
            }
        }
        return names;
    }

    private static List<string> Names(FakeOnlineUsers names)
    {
        List<string> all = [];
        for (var walk = names.Current.Walk(); walk.MoveNext();)
            all.Add(walk.Name.ToString());
        return all;
    }

    private static List<string> Strings(JsonElement array) => [.. array.EnumerateArray().Select(name => name.GetString()!)];

    private static string List(params string[] names) => $$"""42["update_client",{"list":{{JsonSerializer.Serialize(names)}}}]""";

    private static string Presence(string[] joined, string[] left) =>
        $$"""42["presence",{"joined":{{JsonSerializer.Serialize(joined)}},"left":{{JsonSerializer.Serialize(left)}}}]""";
}
