using Gossamer.Mesh;
using Gossamer.Server.Conversations;

namespace Gossamer.Server.Tests.Conversations;

/// <summary>A state machine and what it has done, with a clock that the test moves.</summary>
internal sealed class TestChat
{
    public TestChat(int servers = 1, ChatLimits? limits = null) => State = new ChatState
    {
        User = "Anna",
        Servers = [.. Enumerable.Range(1, servers).Select(static n => new Uri($"http://server-{n}.example"))],
        Limits = limits ?? new ChatLimits(),
    };

    public ChatState State { get; private set; }

    public DateTimeOffset Now { get; private set; } = DateTimeOffset.UnixEpoch.AddDays(20_000);

    public static ConversationId Billy { get; } = ConversationId.Person("Billy");

    public static ConversationId Tea { get; } = ConversationId.Room("tea");

    /// <summary>Connected, and known to the server.</summary>
    public static TestChat Ready(int servers = 1, ChatLimits? limits = null)
    {
        var chat = new TestChat(servers, limits);
        chat.Do(new ChatInput.Start());
        chat.Connect();
        return chat;
    }

    /// <summary>Takes a step. Returns what is to be done.</summary>
    public IReadOnlyList<ChatEffect> Do(ChatInput input)
    {
        (State, var effects) = ChatMachine.Step(State, input, Now);
        return effects;
    }

    public IReadOnlyList<ChatEffect> Connect(string? session = "session")
    {
        Do(new ChatInput.Connected(session)).ShouldBe([new ChatEffect.Identify("Anna")]);
        return Do(new ChatInput.Identified(null));
    }

    public IReadOnlyList<ChatEffect> Say(string id, ConversationId? to = null) =>
        Do(new ChatInput.Say(to ?? Billy, $"text of {id}", new MessageId(id)));

    public IReadOnlyList<ChatEffect> Hear(string id, string from = "Billy", ConversationId? with = null, string? offset = null) =>
        Do(new ChatInput.Received(
            with ?? ConversationId.Person(from), new ChatMessage(new MessageId(id), from, $"text of {id}", Now), offset));

    public IReadOnlyList<ChatEffect> After(TimeSpan time)
    {
        Now += time;
        return Do(new ChatInput.Tick());
    }

    public Receipt? ReceiptOf(string id) => State.Conversations.Values.SelectMany(static conversation => conversation.Messages)
        .Single(message => message.Id.Value == id).Receipt;
}
