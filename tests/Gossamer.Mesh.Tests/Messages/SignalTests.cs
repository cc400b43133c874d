using System.Diagnostics.CodeAnalysis;
using System.Text;
using static Gossamer.Mesh.Tests.Outcomes;

namespace Gossamer.Mesh.Tests;

/// <summary>Messages for those who asked for such, and servers that do not know them.</summary>
public sealed class SignalTests
{
    private const string Signals = "signal:";
    private static readonly ProtocolRange Before = new(2, 2);
    private static readonly ProtocolRange Now = new(2, 3);

    private readonly SimNetwork _net = new() { Frames = new AnyFrame() };

    [Fact]
    public void Signal_ToWhoWantsThemAndWhoDoesNot_CountsForTheFormerAndMovesBothOn()
    {
        var (a, b) = Two(Now);
        var (wants, deaf) = (b.Begin("Ben", ClientIdentity.ByOffset, unwanted: null), b.Begin("Ben", ClientIdentity.ByOffset, Signals));
        _net.Run(0.1);
        var (before, sent) = (deaf.Offset, a.Signal("Anna", "Ben", "1"));
        _net.Pump();

        Sum(sent).ShouldBe((1, 1, ""));
        wants.Texts.ShouldBe(["signal:Anna>Ben:1"]);
        (deaf.Texts.Count, deaf.PassedOver).ShouldBe((0, 1));
        string.Equals(deaf.Offset, before, StringComparison.Ordinal).ShouldBeFalse();
    }

    /// <summary>An offset from before a signal, at another server: it is pulled, and passed over or not.</summary>
    [Fact]
    public void Resume_BehindASignal_HasEverything()
    {
        var (a, b) = Two(Now);
        var session = b.Begin("Ben");
        _net.Run(0.1);
        session.Disconnect();
        _ = Send(a, "Ben", "1", isSignal: true);
        _ = Send(a, "Ben", "2", isSignal: false);

        var back = a.Resume("Ben", session.Offset);
        _net.Run(1);

        back.Texts.ShouldBe(["signal:Anna>Ben:1", "im:Anna>Ben:2"]);
        (back.IsComplete, back.Losses).ShouldBe((true, 0));
    }

    /// <summary>By the id of the last message that it saw: it is behind the signals, too, when logs have let go of them.</summary>
    [Fact]
    public async Task Locate_ByTheLastMessageBeforeSignals_IsBehindThem()
    {
        var (a, b) = Two(Now);
        var session = b.Begin("Ben", ClientIdentity.ByOffset, Signals);
        _net.Run(0.1);
        _ = Send(a, "Ben", "m", isSignal: false);
        for (var n = 0; n < 100; n++)
            _ = Send(a, "Ben", $"{n}", isSignal: true);

        var located = b.Node.LocateAsync(SimNode.Name("Ben"), new("m"));
        _net.Pump();

        (await located).ShouldNotBeNull().Offset.ShouldBe(session.Offset);
    }

    /// <summary>To a server of an older version it does not go, and no error is told; what follows leaves no gap there.</summary>
    [Fact]
    public void Signal_ToAServerOfAnOlderVersion_IsDeliveredToNobodyThereAndLeavesNoGap()
    {
        var (a, b) = Two(Before);
        var ben = b.Begin("Ben");
        _net.Run(0.1);
        _ = Send(a, "Ben", "1", isSignal: false);

        var signal = Send(a, "Ben", "2", isSignal: true);
        _ = Send(a, "Ben", "3", isSignal: true);
        var pulls = 0;
        _net.Seen = (from, frame) => pulls += from == b.Id ? frame.Forwards.Count : 0; // questions
        var after = Send(a, "Ben", "4", isSignal: false);

        Sum(signal).ShouldBe((0, 0, ""));
        Sum(after).ShouldBe((1, 1, ""));
        ben.Texts.ShouldBe(["im:Anna>Ben:1", "im:Anna>Ben:4"]);
        (ben.Losses, pulls).ShouldBe((0, 0));
        _net.Run(60);
        (ben.Losses, Refused(b)).ShouldBe((0, 0));
    }

    /// <summary>A pull, and a handoff, from a server that has signals.</summary>
    [Fact]
    public void Resume_AtAServerOfAnOlderVersion_HasAllButTheSignals()
    {
        var (a, b) = Two(Before);
        var ben = a.Begin("Ben");
        _net.Run(0.1);
        _ = Send(a, "Ben", "0", isSignal: false);
        ben.Disconnect();
        foreach (var (text, isSignal) in ((string, bool)[])[("1", true), ("2", false), ("3", true), ("4", true), ("5", false), ("6", true)])
            _ = Send(a, "Ben", text, isSignal);

        var back = b.Resume("Ben", ben.Offset);
        _net.Run(1);
        _ = Send(a, "Ben", "7", isSignal: true);
        _ = Send(a, "Ben", "8", isSignal: false);

        back.Texts.ShouldBe(["im:Anna>Ben:2", "im:Anna>Ben:5", "im:Anna>Ben:8"]);
        (back.IsComplete, back.Losses, Refused(b)).ShouldBe((true, 0, 0));
    }

    /// <summary>Messages that were given up on go again once the link is there: signals among them do not.</summary>
    [Fact]
    public void Push_ToAServerOfAnOlderVersion_HasAllButTheSignals()
    {
        var (a, b) = Two(Before);
        var ben = b.Begin("Ben");
        _net.Run(0.1);
        _net.Cut(a, b);
        foreach (var (text, isSignal) in ((string, bool)[])[("1", false), ("2", true), ("3", false), ("4", true)])
            _ = Send(a, "Ben", text, isSignal);
        _net.Run(7);
        _net.Heal();
        _net.Run(5);

        ben.Texts.ShouldBe(["im:Anna>Ben:1", "im:Anna>Ben:3"]);
        (ben.Losses, Refused(b)).ShouldBe((0, 0));
    }

    [Fact]
    public void Publish_ASignalInARoom_ReachesWhoWantsThemAndNoServerOfAnOlderVersion()
    {
        var (a, b) = Two(Before);
        var here = a.Begin("Anna");
        var (deaf, there) = (a.Begin("Dora", ClientIdentity.ByOffset, Signals), b.Begin("Ben"));
        foreach (var session in (SimSession[])[here, deaf, there])
            _ = session.Join("tea");
        _net.Run(1);

        var outcome = a.Node.PublishAsync(
            new(new("1"), SimNode.Name("Ann"), SimNode.Room("tea"), "signal:Ann>#tea:1"u8.ToArray()) { At = Millis, IsSignal = true },
            CancellationToken.None).AsTask();
        _net.Run(1);

        Sum(outcome).ShouldBe((1, 1, ""));
        here.Texts.ShouldBe(["signal:Ann>#tea:1"]);
        (deaf.Texts.Count, there.Texts.Count, there.Losses, Refused(b)).ShouldBe((0, 0, 0, 0));
    }

    private long Millis => _net.Time.GetUtcNow().ToUnixTimeMilliseconds();

    private (SimNode A, SimNode B) Two(ProtocolRange ofB)
    {
        var a = _net.Start("n1", 2, static options => options.Protocols = Now);
        var b = _net.Start("n2", 2, options => options.Protocols = ofB);
        _net.Run(6); // so that resuming awaits nobody who was never there
        return (a, b);
    }

    private Task<DeliveryOutcome> Send(SimNode from, string to, string text, bool isSignal)
    {
        var sent = isSignal ? from.Signal("Anna", to, text) : from.Node.RouteAsync(
            new(new(text), SimNode.Name("Anna"), SimNode.Name(to), Encoding.UTF8.GetBytes($"im:Anna>{to}:{text}")) { At = Millis },
            CancellationToken.None).AsTask();
        _net.Pump();
        return sent;
    }

    private static int Refused(SimNode node) => node.Log.Lines.Count(static line => line.Text.Contains("Frame", StringComparison.Ordinal)
        && line.Text.Contains("refus", StringComparison.OrdinalIgnoreCase));

    /// <summary><c>(im|signal):from&gt;to:id</c> or <c>(im|signal):from&gt;#room:id</c>.</summary>
    private sealed class AnyFrame : IMessageFrameValidator
    {
        public bool Agrees(Envelope message) => true;

        public bool Agrees(RoomMessage message) => true;

        public bool TryRead(ReadOnlySpan<byte> frame, [NotNullWhen(true)] out MessageFields? message)
        {
            var text = Encoding.UTF8.GetString(frame);
            message = null;
            if (text.Split(':', '>') is not [var name, var from, var to, var id])
                return false;
            message = new(new(id), SimNode.Name(from), to[0] == '#' ? default : SimNode.Name(to), 0)
            {
                Room = to[0] == '#' ? SimNode.Room(to[1..]) : null, IsSignal = name.Length > 2,
            };
            return true;
        }
    }
}
