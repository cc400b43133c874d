namespace Gossamer.Mesh.Nats.Tests;

/// <summary>How links begin and end, before a real nats-server.</summary>
public sealed class LinkLifeTests(NatsServer nats) : NatsTests(nats)
{
    [Fact]
    public async Task Link_OtherServerComesLater_OpensThen()
    {
        var from = await Server("a").StartAsync();
        var speaker = from.Dial("b", 1);
        var spy = Client();
        var ct = TestContext.Current.CancellationToken;
        await foreach (var message in spy.SubscribeAsync<byte[]>(from.Bus.Subjects.To(new("b")), cancellationToken: ct))
            if (LinkMessage.TryRead(message.Data, out var said) && said.Kind == LinkMessageKind.Open)
                break; // nobody else has heard it
        var to = await Server("b").StartAsync();

        await speaker.Opened;
        await Until.Async(() => to.Received == 1, "the frame");
        to.Links.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Link_RefusedWhileMuchIsUnderWay_SaysWhy()
    {
        var to = await Server("b").StartAsync();
        to.OnFrame = static link => link.Channel.Close(new(LinkCloseCode.DuplicateId, "two"));
        var from = await Server("a").StartAsync();

        for (var n = 0; n < 20; n++)
            (await from.Dial("b", Enumerable.Repeat(2_000, 100)).Closed).ShouldBe(new(LinkCloseCode.DuplicateId, "two"));
    }

    [Fact]
    public async Task Link_ASecondServerOfThatIdStarts_IsNoneOfItsBusiness()
    {
        var to = await Server("b").StartAsync();
        var from = await Server("a").StartAsync();
        var speaker = from.Dial("b", 1);
        await speaker.Opened;
        var twin = await Server("b").StartAsync();
        await HearsAsync(twin);
        for (var n = 0; n < 20; n++)
            speaker.Say(100);

        await Until.Async(() => to.Received == 21 || speaker.IsClosed, "all frames");
        await HearsAsync(twin); // it has heard all that was said before
        speaker.IsClosed.ShouldBeFalse();
        twin.Links.ShouldNotContain(static link => link.Sizes.Any(static size => size == 100));
    }

    [Fact]
    public async Task Link_TwoServersOfThatIdTakeIt_OnlyTheFirstMayEndIt()
    {
        var from = await Server("a").StartAsync();
        var twins = Client();
        var ct = TestContext.Current.CancellationToken;
        var to = from.Bus.Subjects.To(new("a"));
        var pieces = 0;
        var speaker = from.Dial("b", 1);
        await foreach (var message in twins.SubscribeAsync<byte[]>(from.Bus.Subjects.To(new("b")), cancellationToken: ct))
        {
            LinkMessage.TryRead(message.Data, out var said).ShouldBeTrue();
            var (kind, link) = (said.Kind, said.Link);
            if (kind == LinkMessageKind.Close)
                break;
            if (kind == LinkMessageKind.Open)
                foreach (var life in (ulong[])[11, 12])
                    await twins.PublishAsync(
                        to, LinkMessage.Write(LinkMessageKind.Opened, link, new("b"), 0, new LinkTerms(LinkWindow.Least, life).Write()),
                        cancellationToken: ct);
            if (kind != LinkMessageKind.LastPiece)
                continue;
            await twins.PublishAsync(to, LinkMessage.WriteClose(link, new("b"), 12, new(LinkCloseCode.UnknownNode)), cancellationToken: ct);
            if (++pieces == 2)
                await twins.PublishAsync(
                    to, LinkMessage.WriteClose(link, new("b"), 11, new(LinkCloseCode.Stopping)), cancellationToken: ct);
            else
                speaker.Say(1);
        }

        (await speaker.Closed).Code.ShouldBe(LinkCloseCode.Stopping);
    }

    [Fact]
    public async Task Link_ListenerThrows_IsOverAtBothEnds()
    {
        var to = await Server("b").StartAsync();
        to.OnFrame = static _ => throw new KeyNotFoundException("a fault");
        var from = await Server("a").StartAsync();
        var speaker = from.Dial("b", 1);

        (await speaker.Closed).Code.ShouldBe(LinkCloseCode.ConnectionLost);
        await Until.Async(() => to.Links.Single().Closed.IsCompleted && to.Bus.AcceptedLinks == 0, "the link to be over");
        to.Lines.ShouldContain(static line => line.StartsWith("2405 Error", StringComparison.Ordinal) && line.Contains("a fault"));
    }

    [Fact]
    public async Task Link_OfAVersionBefore_WorksBothWays()
    {
        var server = await Server("a").StartAsync();
        var old = Client();
        var heard = new List<byte[]>();
        var to = server.Bus.Subjects.To(new("a"));
        var ct = TestContext.Current.CancellationToken;
        var speaker = server.Dial("old", 3_000_000, 3_000_000, 3_000_000);
        await foreach (var message in old.SubscribeAsync<byte[]>(server.Bus.Subjects.To(new("old")), cancellationToken: ct))
        {
            LinkMessage.TryRead(message.Data, out var said).ShouldBeTrue();
            var (kind, link, number) = (said.Kind, said.Link, said.Number);
            if (kind == LinkMessageKind.Open)
                await old.PublishAsync(to, LinkMessage.Write(LinkMessageKind.Opened, link, new("old")), cancellationToken: ct);
            else
                heard.Add(message.Data!);
            if (number % 2 == 0 && number > 0)
                await old.PublishAsync(to, LinkMessage.Write(LinkMessageKind.Taken, link, new("old"), number), cancellationToken: ct);
            if (heard.Count(static piece => piece[1] == (byte)LinkMessageKind.LastPiece) == 3)
                break;
        }

        speaker.IsClosed.ShouldBeFalse();
        var mine = Guid.NewGuid();
        await old.PublishAsync(to, LinkMessage.Write(LinkMessageKind.Open, mine, new("old")), cancellationToken: ct);
        await old.PublishAsync(to, LinkMessage.Write(LinkMessageKind.LastPiece, mine, new("old"), 1, [1, 2]), cancellationToken: ct);
        await Until.Async(() => server.Received == 1, "the frame of the version before");
    }

    /// <summary>Waits until a server takes links.</summary>
    private async Task HearsAsync(BusServer server)
    {
        var before = server.Links.Count;
        var link = LinkMessage.Write(LinkMessageKind.Open, Guid.NewGuid(), new("nobody"));
        var client = Client();
        await Until.Async(
            () =>
            {
                client.PublishAsync(server.Bus.Subjects.To(server.Bus.Self), link).AsTask().Wait(TestContext.Current.CancellationToken);
                return server.Links.Count > before;
            },
            "the server to listen");
    }
}
