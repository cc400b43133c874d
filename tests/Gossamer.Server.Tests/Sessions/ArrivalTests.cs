using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.Sessions;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Tests.Sessions;

public sealed class ArrivalTests
{
    private static readonly NodeId Old = new("old");
    private static readonly NodeId Other = new("other");

    private readonly Told _told = new();

    [Fact]
    public async Task Ready_WithAllPackets_IsTakenAndTellsWhatStillComes()
    {
        var arrival = Create();
        var answer = arrival.Ask([Old, Other]);

        arrival.Begin(Old, new Begin()).ShouldBeTrue();
        arrival.Begin(Other, new Begin()).ShouldBeFalse();
        arrival.Add(Old, [Packet("a")]).ShouldBeTrue();
        arrival.Ready(Old, new Ready { Packets = 1 }).ShouldBeTrue();
        arrival.Add(Old, [Packet("b")]).ShouldBeTrue();
        arrival.Add(Other, [Packet("c")]).ShouldBeFalse();

        (await answer).ShouldBeTrue();
        arrival.IsTaken.ShouldBeTrue();
        arrival.IsGiven.ShouldBeTrue();
        _told.Packets.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void EndHolding_BeforeTheEnd_TellsWhatComesLateAndEndsOnce()
    {
        var arrival = Create();
        arrival.Begin(Old, new Begin());
        arrival.Ready(Old, new Ready());

        arrival.EndHolding();
        arrival.Add(Old, [Packet("late")]).ShouldBeTrue();
        arrival.End();
        arrival.Add(Old, [Packet("too late")]).ShouldBeFalse();

        _told.Packets.ShouldBe(["late"]);
        _told.Ends.ShouldBe(1);
    }

    [Fact]
    public async Task Ready_WithoutAllPackets_IsNotTakenAndMayBeAskedForAgain()
    {
        var arrival = Create();
        var answer = arrival.Ask([Old]);
        arrival.Begin(Old, new Begin());
        arrival.IsGiven.ShouldBeTrue();

        arrival.Ready(Old, new Ready { Packets = 1 }).ShouldBeFalse();

        (await answer).ShouldBeFalse();
        arrival.IsGiven.ShouldBeFalse();
        arrival.IsUnanswered.ShouldBeFalse();
        arrival.HasBegun.ShouldBeTrue();
    }

    [Fact]
    public void NotHere_OfSome_LeavesTheOthersAwaited()
    {
        var arrival = Create();
        var answer = arrival.Ask([Old, Other]);

        arrival.NotHere(Other);
        answer.IsCompleted.ShouldBeFalse();
        arrival.IsUnanswered.ShouldBeTrue();
        arrival.NotHeard(Old);

        answer.IsCompleted.ShouldBeTrue();
        arrival.IsUnanswered.ShouldBeTrue();
    }

    private static EncodedPacket Packet(string offset) =>
        EncodedPacket.FromFrame(Encoding.UTF8.GetBytes($"42[\"x\",\"{offset}\"]"), offset);

    private Arrival Create() => new((_, _, packets) =>
    {
        packets.ForEach(_told.Tell);
        return _told;
    });

    private sealed class Told : ITold
    {
        public List<string?> Packets { get; } = [];

        public int Ends { get; private set; }

        public void Tell(EncodedPacket packet) => Packets.Add(packet.Offset);

        public List<string?> Places { get; } = [];

        public void KeepPlace(EncodedPacket packet) => Places.Add(packet.Offset);

        public void End() => Ends++;
    }
}
