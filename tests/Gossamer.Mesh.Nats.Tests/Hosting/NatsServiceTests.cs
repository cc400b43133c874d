using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Mesh.Nats.Tests;

/// <summary>What a server says and hears as long as it runs, before a real nats-server.</summary>
public sealed class NatsServiceTests(NatsServer nats) : NatsTests(nats)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Announce_ManyAskAtOnce_AreAnsweredTogether()
    {
        const int Askers = 500;
        var time = new FakeTimeProvider();
        var server = Server("a", time: time);
        var spy = await Spy.ListenAsync(Client(), server.Bus.Subjects);
        var membership = server.Membership();
        using var end = new CancellationTokenSource();
        var running = Task.WhenAll(membership.ListenAsync(end.Token), membership.AnnounceAsync(end.Token));
        await Until.Async(() => Passes(time) && spy.Count("a", Announcement.State.Asking) > 0, "the server to ask");
        var before = spy.Count("a", Announcement.State.Here);

        for (var n = 0; n < Askers; n++)
            await spy.SayAsync(server.Bus.Subjects, $"s{n}", Announcement.State.Asking);
        await Until.Async(() => membership.Peers().Count == Askers, "all to be heard");
        await Until.Async(() => Passes(time) && spy.Count("a", Announcement.State.Here) > before, "an answer");
        await server.Bus.TryFlushAsync();
        await Until.Async(() => Passes(time) && spy.Count("a", Announcement.State.Here) > before + 1, "what is said afterwards");

        spy.Count("a", Announcement.State.Here).ShouldBeLessThan(before + (Askers / 2));
        await end.CancelAsync();
        await running.ContinueWith(static _ => { }, Ct, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    [Fact]
    public async Task Stop_TheLastThingHeard_IsThatItLeaves()
    {
        for (var n = 0; n < 10; n++)
        {
            var id = $"a{n}";
            var server = new BusServer(Nats.Url, Mesh, id, static options => options.AnnounceInterval = TimeSpan.FromMilliseconds(100));
            var spy = await Spy.ListenAsync(Client(), server.Bus.Subjects);
            using var service = server.Service();
            await service.StartAsync(Ct);
            await Until.Async(() => spy.Count(id, Announcement.State.Here) > 0, "the server");
            await service.StoppedAsync(Ct);
            await server.DisposeAsync();

            await Until.Async(() => spy.Count(id, Announcement.State.Leaving) == 1, "the server to leave");
            spy.Heard.Last().Kind.ShouldBe(Announcement.State.Leaving);
        }
    }

    [Fact]
    public async Task Receive_SomethingThrows_IsToldAndBegunAnew()
    {
        var server = Server("a");
        server.Mesh.RetryMax = TimeSpan.FromMilliseconds(200);
        using var service = server.Service();
        await service.StartAsync(Ct);
        server.Bus.Knows = static _ => throw new KeyNotFoundException("a fault");
        var from = await Server("b").StartAsync();
        var speaker = from.Dial("a");
        await Until.Async(() => server.HasSaid("2406 Error"), "the fault to be told");
        server.Bus.Knows = null;

        await speaker.Opened;
        await service.StoppedAsync(Ct);
    }

    [Fact]
    public async Task Open_OfAServerThatIsNotKnown_CostsNothingUntilItIsKnown()
    {
        var server = await Server("a").StartAsync();
        server.Bus.Knows = static _ => false;
        var from = await Server("b").StartAsync();
        var speaker = from.Dial("a", 1);
        await Until.Async(() => server.HasSaid("2409 Warning"), "a warning");
        server.Bus.AcceptedLinks.ShouldBe(0);
        server.Bus.Knows = static peer => peer == new NodeId("b");

        await speaker.Opened;
        await Until.Async(() => server.Received == 1, "the frame");
    }

    private static bool Passes(FakeTimeProvider time)
    {
        time.Advance(TimeSpan.FromMilliseconds(250));
        return true;
    }
}
