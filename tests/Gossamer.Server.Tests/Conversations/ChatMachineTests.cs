using Gossamer.Server.Conversations;
using Gossamer.Server.SocketClient;

namespace Gossamer.Server.Tests.Conversations;

/// <summary>Connections: where to, when, and with what in hand.</summary>
public sealed class ChatMachineTests
{
    [Fact]
    public void Start_Always_DialsTheFirstServerAtOnce() => new TestChat(2).Do(new ChatInput.Start())
        .ShouldBe([new ChatEffect.Dial(new Uri("http://server-1.example"), TimeSpan.Zero, default)]);

    [Fact]
    public void Lost_ServersThatNeverAnswer_AreTriedInTurnWithLongerPausesEachRound()
    {
        var chat = new TestChat(2);
        chat.Do(new ChatInput.Start());

        var dialled = Enumerable.Range(0, 12).Select(_ => (ChatEffect.Dial)chat.Do(new ChatInput.Lost("no")).Single()).ToList();

        dialled.Select(static dial => dial.Server.Host).Take(4)
            .ShouldBe(["server-2.example", "server-1.example", "server-2.example", "server-1.example"]);
        dialled.Select(static dial => dial.Pause.TotalMilliseconds)
            .ShouldBe([250, 500, 500, 1000, 1000, 2000, 2000, 4000, 4000, 5000, 5000, 5000]);
        chat.State.Phase.ShouldBe(ChatPhase.Connecting);
        chat.State.Notice.ShouldBe("server-2.example: no. Next: server-1.example");
    }

    [Fact]
    public void Lost_AfterBeingReady_DialsItsOwnServerFirstWithItsSessionAndPosition()
    {
        var chat = TestChat.Ready(3);
        chat.Do(new ChatInput.Lost("gone"));
        chat.Do(new ChatInput.Lost("still gone"));
        chat.Connect("session-2"); // at server-2
        chat.Hear("m1", offset: "position-1");
        chat.Do(new ChatInput.Resumed(IsComplete: true, "position-2"));

        var hosts = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            var dial = (ChatEffect.Dial)chat.Do(new ChatInput.Lost("gone")).Single();
            dial.Ticket.ShouldBe(new ReturnTicket("session-2", "position-2"));
            hosts.Add(dial.Server.Host);
        }

        hosts.ShouldBe(["server-2.example", "server-3.example", "server-1.example", "server-2.example"]);
    }

    [Fact]
    public void Connected_WithAnotherSession_KeepsThePosition()
    {
        var chat = TestChat.Ready();
        chat.Hear("m1", offset: "position-1");
        chat.Do(new ChatInput.Lost("gone"));

        chat.Connect("another");

        chat.State.Ticket.ShouldBe(new ReturnTicket("another", "position-1"));
    }

    [Fact]
    public void Resumed_Incomplete_IsTold()
    {
        var chat = TestChat.Ready();

        chat.Do(new ChatInput.Resumed(IsComplete: false, "position"));

        chat.State.Notice.ShouldBe("Something that you missed is gone");
    }

    [Theory]
    [InlineData("bad-token", true)]
    [InlineData("unauthorized", true)]
    [InlineData("too-fast", false)]
    public void Refused_WhileConnecting_EndsItUnlessTheRefusalPasses(string code, bool ends)
    {
        var chat = new TestChat();
        chat.Do(new ChatInput.Start());

        chat.Do(new ChatInput.Refused(code, "no"));

        chat.State.Phase.ShouldBe(ends ? ChatPhase.Ended : ChatPhase.Connecting);
        chat.State.Problem.ShouldBe(ends ? $"server-1.example: the server refuses this client: no ({code})" : null);
    }

    [Fact]
    public void Identified_TooManyConnections_GoesToAnotherServer()
    {
        var chat = new TestChat(2);
        chat.Do(new ChatInput.Start());
        chat.Do(new ChatInput.Connected("session"));

        var effects = chat.Do(new ChatInput.Identified(new Refusal("too-many-connections", "no")));

        effects[0].ShouldBe(new ChatEffect.Drop());
        ((ChatEffect.Dial)effects[1]).Server.Host.ShouldBe("server-2.example");
    }

    [Fact]
    public void Tick_ServerThatStandsStill_IsLeftForAnother()
    {
        var chat = TestChat.Ready(2);
        chat.Say("m1");

        chat.After(TimeSpan.FromSeconds(11)).ShouldBeEmpty();
        var effects = chat.After(TimeSpan.FromSeconds(2));

        effects[0].ShouldBe(new ChatEffect.Drop());
        ((ChatEffect.Dial)effects[1]).Server.Host.ShouldBe("server-2.example");
    }

    [Fact]
    public void Dismissed_ByTheServer_EndsItWithTheReason()
    {
        var chat = TestChat.Ready();
        chat.Say("m1");

        chat.Do(new ChatInput.Dismissed());

        chat.State.Phase.ShouldBe(ChatPhase.Ended);
        chat.State.Problem.ShouldNotBeNull();
        chat.ReceiptOf("m1")!.Outcome.ShouldBe(Outcome.Unknown);
        chat.Do(new ChatInput.Start()).ShouldBeEmpty();
    }

    [Fact]
    public void Close_Always_SaysGoodbyeAndTellsWhatWasNotSent()
    {
        var chat = new TestChat();
        chat.Do(new ChatInput.Start());
        chat.Say("m1");

        var effects = chat.Do(new ChatInput.Close());

        effects[^1].ShouldBe(new ChatEffect.Goodbye());
        chat.State.Problem.ShouldBeNull();
        chat.ReceiptOf("m1")!.Outcome.ShouldBe(Outcome.Refused);
    }

    [Fact]
    public void Presence_ListAndChanges_AreSortedAsTheServersSort()
    {
        var chat = TestChat.Ready();

        chat.Do(new ChatInput.Listed(["b", "a", "Z"]));
        chat.Do(new ChatInput.PresenceChanged(["c", "é"], ["a"]));

        chat.State.Online.ShouldBe(["Z", "b", "c", "é"]);
    }
}
