using NATS.Client.Core;

namespace Gossamer.Mesh.Nats.Tests;

/// <summary>What is under way on links, before a real nats-server.</summary>
public sealed class LinkFlowTests(NatsServer nats) : NatsTests(nats)
{
    private const int KiB = 1024;
    private const int MiB = 1024 * KiB;

    [Theory]
    [InlineData(4 * MiB, 64 * MiB, 3_000_000, 3_000_000)]
    [InlineData(64 * MiB, 4 * MiB, 3_000_000, 3_000_000)]
    [InlineData(64 * MiB, 64 * KiB, 3_000_000, 3_000_000)]
    [InlineData(64 * KiB, 64 * KiB, 100, 65_500)]
    [InlineData(4 * MiB, 4 * MiB, 0, 200_000)]
    public async Task Link_WhateverBothWindowsAre_Flows(int senders, int receivers, int one, int another)
    {
        var to = await Server("b", options => options.LinkWindowBytes = receivers).StartAsync();
        var from = await Server("a", options => options.LinkWindowBytes = senders).StartAsync();

        var speaker = from.Dial("b", Enumerable.Range(0, 20).Select(n => n % 2 == 0 ? one : another));

        await Until.Async(() => to.Received == 20 || speaker.IsClosed, () => $"the frame after {to.Received} of them");
        speaker.IsClosed.ShouldBeFalse();
        to.Links.Single().Sizes.ShouldBe(Enumerable.Range(0, 20).Select(n => n % 2 == 0 ? one : another));
    }

    [Fact]
    public async Task Link_ReceiverStandsStillBeforeManyTinyFrames_WaitsForIt()
    {
        using var goOn = new ManualResetEventSlim();
        var to = await Server("b").StartAsync();
        to.OnFrame = _ => goOn.Wait(TestContext.Current.CancellationToken);
        var from = await Server("a").StartAsync();

        var speaker = from.Dial("b", Enumerable.Repeat(1, 200_000));
        await Until.Async(() => to.Received > 0, "the first frame");
        goOn.Set();

        await Until.Async(() => to.Received == 200_000 || speaker.IsClosed, () => $"the frame after {to.Received} of them");
        speaker.IsClosed.ShouldBeFalse();
    }

    [Fact]
    public async Task Window_ManyLinks_AreLessEachAndMoreTogetherAgain()
    {
        var to = await Server("b").StartAsync();
        var from = await Server("a").StartAsync();
        to.Bus.Window.ShouldBe(4 * MiB);
        var told = await Terms.HearAsync(Client(), from);
        var speakers = Enumerable.Range(0, 9).Select(_ => from.Dial("b")).ToArray();
        foreach (var speaker in speakers)
            await speaker.Opened;

        to.Bus.Window.ShouldBe(2 * MiB);
        await Until.Async(() => told.Of(to.Bus.Life) == 9, "each link to be told of its smaller window");
        foreach (var speaker in speakers.Skip(1))
            speaker.Channel.Close(new(LinkCloseCode.NotHeard));
        await Until.Async(() => to.Bus.Window == 4 * MiB, "the window to be as large as it was");
    }

    /// <summary>Hears what is said to a server.</summary>
    private sealed class Terms
    {
        private readonly Dictionary<Guid, LinkTerms> _last = [];

        internal static async Task<Terms> HearAsync(NatsConnection client, BusServer server)
        {
            var terms = new Terms();
            var subscription = await client.SubscribeCoreAsync<byte[]>(server.Bus.Subjects.To(server.Bus.Self));
            await client.PingAsync();
            _ = Task.Run(async () =>
            {
                await foreach (var message in subscription.Msgs.ReadAllAsync())
                    terms.Read(message.Data);
            });
            return terms;
        }

        /// <summary>How many links were told of 2 MiB last, by that life.</summary>
        internal int Of(ulong life)
        {
            lock (_last)
                return _last.Count(link => link.Value == new LinkTerms(2 * MiB, life));
        }

        private void Read(byte[]? bytes)
        {
            if (LinkMessage.TryRead(bytes, out var message) && message.Kind == LinkMessageKind.Opened)
                lock (_last)
                    _last[message.Link] = LinkTerms.Read(message.Data);
        }
    }
}
