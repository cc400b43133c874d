using Gossamer.Mesh;
using Gossamer.Server.Conversations;

namespace Gossamer.Server.Tests.Conversations;

/// <summary>From the keyboard to the receipt.</summary>
public sealed class SendingTests
{
    [Fact]
    public void Say_WhileReady_IsSentAndWaitsForItsReceipt()
    {
        var chat = TestChat.Ready();

        var effects = chat.Say("m1");

        effects.Single().ShouldBeOfType<ChatEffect.Send>().Message.Id.Value.ShouldBe("m1");
        chat.ReceiptOf("m1").ShouldBe(Receipt.Waiting);
    }

    [Fact]
    public void Say_WithoutAConnection_IsSentInOrderOnceThereIsOne()
    {
        var chat = new TestChat();
        chat.Do(new ChatInput.Start());
        chat.Say("m1").ShouldBeEmpty();
        chat.Say("m2").ShouldBeEmpty();

        Sent(chat.Connect()).ShouldBe(["m1", "m2"]);
    }

    [Fact]
    public void Say_ToNobodyByName_GoesToTheConversationThatIsSelectedThen()
    {
        var chat = TestChat.Ready();

        chat.Do(new ChatInput.Say(null, "lost", new MessageId("m0"))).ShouldBeEmpty();
        chat.State.Notice.ShouldStartWith("To whom?");
        chat.Do(new ChatInput.Select(ConversationId.Person("Carla")));
        chat.Do(new ChatInput.Say(null, "hi", new MessageId("m1")));

        chat.State.Conversations[ConversationId.Person("Carla")].Messages.Single().Id.Value.ShouldBe("m1");
    }

    public static TheoryData<long?, string?, string> Answers => new()
    {
        { 2, null, nameof(Outcome.Delivered) },
        { 2, "unreachable", nameof(Outcome.Delivered) },
        { 0, null, nameof(Outcome.Nobody) },
        { 0, "unreachable", nameof(Outcome.Unknown) },
        { null, "too-large", nameof(Outcome.Refused) },
        { null, null, nameof(Outcome.Refused) },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Acknowledged_EachAnswer_IsToldOnce(long? delivered, string? code, string outcome)
    {
        var chat = TestChat.Ready();
        chat.Say("m1");
        var answer = new ChatInput.Acknowledged(
            new MessageId("m1"), delivered, 1, code is null ? null : new Refusal(code, "why"));

        var settled = chat.Do(answer).Single().ShouldBeOfType<ChatEffect.Settled>();
        chat.Do(answer).ShouldBeEmpty();

        settled.Receipt.Outcome.ToString().ShouldBe(outcome);
        chat.ReceiptOf("m1").ShouldBe(settled.Receipt);
        chat.State.Outgoing.ShouldBeEmpty();
    }

    [Fact]
    public void Lost_WithMessagesUnanswered_SendsThemAgainUnderTheirIds()
    {
        var chat = TestChat.Ready();
        chat.Say("m1");
        chat.Say("m2");
        Acknowledge(chat, "m1");
        chat.Do(new ChatInput.Lost("gone"));
        chat.Say("m3");

        Sent(chat.Connect()).ShouldBe(["m2", "m3"]);
    }

    [Fact]
    public void Lost_ForLongerThanServersRemember_DoesNotSendAgainWhatMayHaveArrived()
    {
        var chat = TestChat.Ready();
        chat.Say("m1");
        chat.Do(new ChatInput.Lost("gone"));
        chat.Say("m2");

        var settled = chat.After(TimeSpan.FromSeconds(111)).Single().ShouldBeOfType<ChatEffect.Settled>();

        (settled.Id.Value, settled.Receipt.Outcome).ShouldBe(("m1", Outcome.Unknown));
        Sent(chat.Connect()).ShouldBe(["m2"]);
    }

    [Fact]
    public void Acknowledged_TooFast_RestsAndSendsAgain()
    {
        var chat = TestChat.Ready();
        chat.Say("m1");

        chat.Do(new ChatInput.Acknowledged(new MessageId("m1"), null, 0, new Refusal("too-fast", "wait"))).ShouldBeEmpty();
        chat.Say("m2").ShouldBeEmpty();
        chat.After(TimeSpan.FromSeconds(2.4)).ShouldBeEmpty();

        Sent(chat.After(TimeSpan.FromSeconds(0.2))).ShouldBe(["m1", "m2"]);
    }

    [Fact]
    public void Say_BeyondTheBound_IsRefused()
    {
        var chat = new TestChat(limits: new ChatLimits { Outgoing = 1 });
        chat.Do(new ChatInput.Start());
        chat.Say("m1");

        var settled = chat.Say("m2").Single().ShouldBeOfType<ChatEffect.Settled>();

        settled.Receipt.Outcome.ShouldBe(Outcome.Refused);
        chat.State.Outgoing.Count.ShouldBe(1);
    }

    [Fact]
    public void Received_OnesOwnMessage_IsThatMessage()
    {
        var chat = TestChat.Ready();
        chat.Say("m1");
        Acknowledge(chat, "m1");

        chat.Hear("m1", from: "Anna", with: TestChat.Billy).ShouldBeEmpty();

        chat.ReceiptOf("m1")!.Outcome.ShouldBe(Outcome.Delivered);
    }

    private static void Acknowledge(TestChat chat, string id) => chat.Do(new ChatInput.Acknowledged(new MessageId(id), 1, 1, null));

    private static IEnumerable<string> Sent(IEnumerable<ChatEffect> effects) =>
        effects.OfType<ChatEffect.Send>().Select(static send => send.Message.Id.Value);
}
