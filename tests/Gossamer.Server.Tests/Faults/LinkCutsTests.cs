using System.Buffers;
using Gossamer.Mesh;
using Gossamer.Server.Faults;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Server.Tests.Faults;

public sealed class LinkCutsTests
{
    private static readonly TimeSpan HealAfter = TimeSpan.FromMinutes(5);
    private static readonly NodeId One = new("server-1");
    private static readonly MeshPeer Two = new(new NodeId("server-2"), new Uri("http://127.0.0.1:3002"));

    private readonly FakeTimeProvider _time = new();
    private readonly LinkCuts _cuts;
    private readonly CuttableTransport _transport;
    private readonly Inner _inner = new();

    public LinkCutsTests()
    {
        _cuts = new(HealAfter, _time);
        _transport = new(_inner, One, _cuts);
    }

    [Fact]
    public void Cut_AnOpenLink_ClosesItAndSaysWhy()
    {
        _transport.Open(Two, new Sender());

        _cuts.Cut(One, Two.Id);

        _inner.Links.ShouldHaveSingleItem().Closed.ShouldBe(LinkCuts.Reason);
    }

    [Fact]
    public async Task Open_OfALinkThatIsCut_FailsLaterAndReachesNobody()
    {
        _cuts.Cut(One, Two.Id);
        var sender = new Sender();

        _transport.Open(Two, sender);

        (await sender.Ended.Task.WaitAsync(TestContext.Current.CancellationToken)).ShouldBe(LinkCuts.Reason);
        _inner.Links.ShouldBeEmpty();
    }

    [Fact]
    public void Cut_OneDirection_LeavesTheOther()
    {
        _cuts.Cut(Two.Id, One);

        _transport.Open(Two, new Sender());

        _inner.Links.ShouldHaveSingleItem().Closed.ShouldBeNull();
    }

    [Fact]
    public void Heal_ACut_LetsTheNextAttemptThrough()
    {
        _cuts.Cut(One, Two.Id);
        _cuts.Heal(One, Two.Id);

        _transport.Open(Two, new Sender());

        _inner.Links.ShouldHaveSingleItem().Closed.ShouldBeNull();
    }

    [Fact]
    public void HealsIn_OfACutThatNobodyHeals_RunsOutAndItHeals()
    {
        _cuts.Cut(One, Two.Id);
        _time.Advance(HealAfter - TimeSpan.FromSeconds(1));
        _cuts.HealsIn(One, Two.Id).ShouldBe(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(1));

        _cuts.IsCut(One, Two.Id).ShouldBeFalse();
    }

    private sealed class Inner : IMeshTransport
    {
        public List<Link> Links { get; } = [];

        public ILinkChannel Open(MeshPeer peer, ILinkSender sender)
        {
            Links.Add(new Link());
            return Links[^1];
        }
    }

    private sealed class Link : ILinkChannel
    {
        public LinkClose? Closed { get; private set; }

        public void Wake()
        {
        }

        public void Close(LinkClose reason) => Closed ??= reason;
    }

    private sealed class Sender : ILinkSender
    {
        public TaskCompletionSource<LinkClose> Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Opened()
        {
        }

        public TakeResult Take(IBufferWriter<byte> output) => TakeResult.Nothing;

        public void Closed(LinkClose reason) => Ended.TrySetResult(reason);
    }
}
