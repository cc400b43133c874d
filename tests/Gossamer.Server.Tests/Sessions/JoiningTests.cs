using System.Text;
using CsCheck;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions;
using Gossamer.SocketIO;

namespace Gossamer.Server.Tests.Sessions;

public sealed class JoiningTests
{
    private readonly List<string?> _sent = [];
    private readonly RecentKeys _had = new(TimeProvider.System, TimeSpan.FromMinutes(2), 64);
    private bool _isOver;

    [Fact]
    public void Send_WhileTheOldServerTells_IsHeldBackAndSentOnce()
    {
        var joining = Create();
        joining.Had([Packet("a")]);

        joining.Send(Packet("c")).ShouldBeTrue();
        joining.Tell(Packet("a"));
        joining.Tell(Packet("b"));
        joining.Tell(Packet("c"));
        joining.Send(Packet("d"));
        _sent.ShouldBe(["b", "c"]);
        joining.End();

        _sent.ShouldBe(["b", "c", "d"]);
        _isOver.ShouldBeTrue();
        joining.Send(Packet("e"));
        joining.End();
        _sent.ShouldBe(["b", "c", "d", "e"]);
    }

    /// <summary>It is not told, and what is told after it waits for it: it may come directly.</summary>
    [Fact]
    public void KeepPlace_OfAMessageThatComesDirectly_HasItSentInItsPlace()
    {
        var joining = Create();
        joining.Tell(Packet("a"));
        joining.KeepPlace(Packet("b"));
        joining.Tell(Packet("c"));
        joining.Send(Packet("b")).ShouldBeTrue();
        joining.Send(Packet("c")).ShouldBeTrue();
        joining.Send(Packet("d")).ShouldBeTrue();
        _sent.ShouldBe(["a"]);
        joining.End();

        _sent.ShouldBe(["a", "b", "c", "d"]);
    }

    [Fact]
    public void KeepPlace_OfAMessageThatHasComeDirectly_HasWhatIsToldAfterItWait()
    {
        var joining = Create();
        joining.Send(Packet("a")).ShouldBeTrue();
        joining.KeepPlace(Packet("a"));
        joining.Tell(Packet("b"));
        joining.Send(Packet("b")).ShouldBeTrue();
        joining.End();

        _sent.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void KeepPlace_OfAMessageThatDoesNotCome_SendsTheOthers()
    {
        var joining = Create();
        joining.KeepPlace(Packet("a"));
        joining.Tell(Packet("b"));
        joining.End();
        joining.KeepPlace(Packet("c"));
        joining.Tell(Packet("d"));

        _sent.ShouldBe(["b", "d"]);
    }

    /// <summary>A repetition has an offset of its own.</summary>
    [Fact]
    public void Tell_WhileAPlaceIsKept_ARepetitionOfWhatCameDirectly_IsSentOnce()
    {
        var joining = Create();
        joining.Send(Message("x1", id: "same")).ShouldBeTrue();
        joining.KeepPlace(Message("y1", id: "other"));
        joining.Tell(Message("x2", id: "same"));
        joining.End();

        _sent.ShouldBe(["x2"]);
    }

    [Fact]
    public void Send_ARepetitionOfWhatTheOldServerTells_IsDropped()
    {
        var joining = Create();
        joining.Send(Message("x1", id: "same"));
        joining.Tell(Message("x2", id: "same"));
        joining.End();

        _sent.ShouldBe(["x2"]);
        _had.TryAdd(MessageKey.Of(Message("x3", id: "same").Frame.Span)!.Value).ShouldBeFalse();
    }

    [Fact]
    public void SendOnce_ThenToldByTheOldServer_IsSentOnceWhereThatHasIt()
    {
        var joining = Create();
        var direct = Message("b", id: "b");
        joining.SendOnce(direct, MessageKey.Of(direct.Frame.Span)!.Value).ShouldBeTrue();
        joining.SendOnce(direct, MessageKey.Of(direct.Frame.Span)!.Value).ShouldBeTrue();
        joining.Tell(Message("a", id: "a"));
        joining.Tell(direct);
        joining.End();

        _sent.ShouldBe(["a", "b"]);
    }

    /// <summary>It was held back before the old server had told what its client has had.</summary>
    [Fact]
    public void End_WithARepetitionHeldBackOfWhatTheClientHadThere_DropsIt()
    {
        var joining = Create();
        var again = Message("x2", id: "same");
        var key = MessageKey.Of(again.Frame.Span)!.Value;
        joining.SendOnce(again, key).ShouldBeTrue();
        joining.Remember([(key.Value, 3)]);
        joining.Tell(Message("y", id: "other"));
        joining.End();

        _sent.ShouldBe(["y"]);
    }

    /// <summary>Its sender gave up, sent it again, and that copy has come: what an old server still had of it is no news.</summary>
    [Fact]
    public void Tell_WhatTheClientHasHadHereUnderAnotherOffset_IsDropped()
    {
        _had.TryAdd(MessageKey.Of(Message("x2", id: "same").Frame.Span)!.Value);
        var joining = Create();
        joining.Tell(Message("x1", id: "same"));
        joining.Tell(Message("y1", id: "other"));
        joining.End();

        _sent.ShouldBe(["y1"]);
    }

    /// <summary>The old server remembers what it is about to tell: that does not make it known here.</summary>
    [Fact]
    public void Tell_WhatTheOldServerRemembersToo_IsSent()
    {
        var joining = Create();
        var key = MessageKey.Of(Message("x1", id: "same").Frame.Span)!.Value;
        joining.Remember([(key.Value, 1)]);
        joining.Tell(Message("x1", id: "same"));
        joining.Tell(Message("x2", id: "same"));
        joining.End();

        _sent.ShouldBe(["x1"]);
    }

    [Fact]
    public void Tell_AfterTheEnd_SendsWhatHasNotComeOtherwise()
    {
        var joining = Create();
        joining.End();
        joining.Send(Packet("b"));

        joining.Tell(Packet("b"));
        joining.Tell(Packet("a"));
        joining.Tell(Packet("a"));

        _sent.ShouldBe(["b", "a"]);
    }

    [Fact]
    public void Send_MoreBytesThanAreHeldBack_SendsThem()
    {
        var joining = Create();
        joining.Send(Packet("a", size: 600_000));
        _sent.ShouldBeEmpty();
        joining.Send(Packet("b", size: 600_000));
        _sent.ShouldBe(["a", "b"]);
        joining.Send(Packet("c"));
        _sent.ShouldBe(["a", "b"]);
        joining.End();
        _sent.ShouldBe(["a", "b", "c"]);
    }

    /// <summary>
    /// One sender's messages reach the old server alone, then both, then the new one alone, in order each. However the two ways meet, the
    /// client gets each once and in order.
    /// </summary>
    [Fact]
    public void Order_HoweverTheTwoWaysMeet_Holds() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 1000]).Sample((old, both, fresh, seed) =>
        {
            var sent = new List<string>();
            var joining = new Joining(packet => { sent.Add(packet.Offset!); return true; }, _had, static _ => { }, static _ => false);
            var all = Enumerable.Range(0, old + both + fresh).Select(n => $"{n}").ToList();
            var told = new Queue<string>(all.Take(old + both));
            var direct = new Queue<string>(all.Skip(old));
            var random = new Random(seed);
            while (told.Count > 0)
            {
                if (direct.Count > 0 && random.Next(2) == 0)
                    joining.Send(Packet(direct.Dequeue()));
                else
                    joining.Tell(Packet(told.Dequeue()));
            }

            joining.End();
            foreach (var text in direct.Where(text => all.IndexOf(text) >= old + both)) // what both had is with the old server by then
                joining.Send(Packet(text));
            sent.ShouldBe(all);
        });

    /// <summary>
    /// The same when some came late to the old server: they come once and in order if they come directly too, and not at all otherwise.
    /// </summary>
    [Fact]
    public void Order_HoweverTheTwoWaysMeetAndWhateverIsLate_Holds() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 6], Gen.Int[0, 1000]).Sample((old, both, fresh, seed) =>
        {
            var sent = new List<string>();
            var joining = new Joining(packet => { sent.Add(packet.Offset!); return true; }, _had, static _ => { }, static _ => false);
            var random = new Random(seed);
            var all = Enumerable.Range(0, old + both + fresh).Select(n => $"{n}").ToList();
            var late = all.Where(_ => random.Next(2) == 0).ToHashSet(StringComparer.Ordinal);
            var told = new Queue<string>(all.Take(old + both));
            var direct = new Queue<string>(all.Skip(old));
            while (told.Count > 0 || direct.Count > 0)
            {
                if (direct.Count > 0 && (told.Count == 0 || random.Next(2) == 0))
                    joining.Send(Packet(direct.Dequeue()));
                else if (late.Contains(told.Peek()))
                    joining.KeepPlace(Packet(told.Dequeue()));
                else
                    joining.Tell(Packet(told.Dequeue()));
            }

            joining.End();
            sent.ShouldBe(all.Where((text, index) => index >= old || !late.Contains(text)));
        });

    private static EncodedPacket Packet(string offset, int size = 1) =>
        EncodedPacket.FromFrame(Encoding.UTF8.GetBytes($"42[\"{new string('x', size)}\",\"{offset}\"]"), offset);

    private static EncodedPacket Message(string offset, string id) => EncodedPacket.FromFrame(
        Encoding.UTF8.GetBytes($$"""42["im",{"from":"Anna","to":"Billy","text":"x","forwarded":false,"id":"{{id}}","at":1}"""
            + $$""","{{offset}}"]"""), offset);

    private Joining Create() => new(packet => { _sent.Add(packet.Offset); return true; }, _had, _ => _isOver = true, _sent.Contains);
}
