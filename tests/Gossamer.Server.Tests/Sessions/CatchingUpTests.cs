using System.Text;
using CsCheck;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions;
using Gossamer.SocketIO;

namespace Gossamer.Server.Tests.Sessions;

public sealed class CatchingUpTests
{
    private readonly List<string?> _sent = [];
    private readonly List<string?> _remembered = [];
    private bool _isOver;

    [Fact]
    public void Finish_ToldBySeveralSources_SendsEachOnceInOrder()
    {
        var catchingUp = Create();
        catchingUp.Add([Message(1), Message(3)])!.End();
        var second = catchingUp.Add([Message(2), Message(3)])!;
        second.Tell(Message(4));
        _sent.ShouldBeEmpty();

        catchingUp.Finish();
        second.Tell(Message(5));
        second.Tell(Message(1));
        catchingUp.Add([Message(6)]).ShouldBeNull();

        _sent.ShouldBe(["1", "2", "3", "4", "5"]);
        _isOver.ShouldBeFalse();
        second.End();
        second.End();
        _isOver.ShouldBeTrue();
    }

    /// <summary>The client has it; another client of the user may come back by it too.</summary>
    [Fact]
    public void Finish_WithTheMessageByWhichTheClientCameBack_RemembersItAndDoesNotSendIt()
    {
        var catchingUp = Create();
        catchingUp.Add([Message(0), Message(1)])!.End();
        catchingUp.Add([Message(0), Message(2)])!.End();
        catchingUp.Finish();

        _sent.ShouldBe(["1", "2"]);
        _remembered.ShouldBe(["0"]);
    }

    [Fact]
    public void Finish_WithNothing_EndsTheJoining()
    {
        Create().Finish().ShouldBe(0);
        _isOver.ShouldBeTrue();
    }

    /// <summary>However a sender's messages are spread over sources, in order each, they come in order and once.</summary>
    [Fact]
    public void InOrder_HoweverSpread_Holds() =>
        Gen.Int[1, 7].Array[0, 20].Sample(held =>
        {
            var sources = Enumerable.Range(0, 3)
                .Select(source => held.Select((mask, n) => (mask, n)).Where(item => (item.mask & (1 << source)) != 0).Select(item =>
                    Message(item.n)));
            CatchingUp.InOrder(sources.SelectMany(static source => source)).Select(static packet =>
                packet.Offset).Distinct(StringComparer.Ordinal)
                .ShouldBe(held.Select((_, n) => $"{n}"));
        });

    private static EncodedPacket Message(int at) => EncodedPacket.FromFrame(
        Encoding.UTF8.GetBytes($$"""42["im",{"from":"Anna","to":"Billy","text":"x","forwarded":false,"id":"id{{at}}","at":{{at}}}"""
            + $$""","{{at}}"]"""), $"{at}");

    private CatchingUp Create() => new(new Joining(
        packet => { _sent.Add(packet.Offset); return true; }, new RecentKeys(TimeProvider.System, TimeSpan.FromMinutes(2), 64), _ =>
            _isOver = true, static _ => false),
        InstantMessageFrame.MarkOf(new MessageId("id0")), packet => _remembered.Add(packet.Offset));
}
