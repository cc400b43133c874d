using Gossamer.Mesh;
using Gossamer.Server.Conversations;

namespace Gossamer.Server.Tests.Conversations;

/// <summary>Threads and rooms: what is in them, what is unread, what is forgotten.</summary>
public sealed class ConversationsTests
{
    [Fact]
    public void Received_InAThreadThatIsNotLookedAt_IsUnreadUntilItIs()
    {
        var chat = TestChat.Ready();
        chat.Hear("m1").Single().ShouldBeOfType<ChatEffect.Arrived>();
        chat.Hear("m2");
        chat.State.Conversations[TestChat.Billy].Unread.ShouldBe(2);

        chat.Do(new ChatInput.Select(TestChat.Billy));
        chat.Hear("m3");

        chat.State.Conversations[TestChat.Billy].Unread.ShouldBe(0);
        chat.State.Conversations[TestChat.Billy].Messages.Count.ShouldBe(3);
    }

    [Fact]
    public void Received_Again_IsPassedOver()
    {
        var chat = TestChat.Ready();
        chat.Hear("m1");

        chat.Hear("m1").ShouldBeEmpty();

        chat.State.Conversations[TestChat.Billy].Messages.Count.ShouldBe(1);
    }

    [Fact]
    public void Join_ByTheServersAnswer_AsksWhoIsThereAndSendsWhatWaited()
    {
        var chat = TestChat.Ready();
        chat.Do(new ChatInput.Join("tea")).ShouldBe([new ChatEffect.JoinRoom("tea")]);
        chat.Say("m1", TestChat.Tea).ShouldBeEmpty();

        var effects = chat.Do(new ChatInput.RoomJoined("tea", null));

        effects[0].ShouldBe(new ChatEffect.AskMembers("tea"));
        effects[1].ShouldBeOfType<ChatEffect.Send>().Message.Id.Value.ShouldBe("m1");
    }

    [Fact]
    public void Join_Refused_RefusesWhatWaitsForIt()
    {
        var chat = TestChat.Ready();
        chat.Do(new ChatInput.Join("tea"));
        chat.Say("m1", TestChat.Tea);

        var settled = chat.Do(new ChatInput.RoomJoined("tea", new Refusal("room-closed", "tea is closed"))).Single();

        settled.ShouldBeOfType<ChatEffect.Settled>().Receipt.ShouldBe(new Receipt(Outcome.Refused, Problem: "tea is closed"));
    }

    [Fact]
    public void Lost_AndBack_JoinsItsRoomsAgain()
    {
        var chat = TestChat.Ready();
        chat.Do(new ChatInput.Join("tea"));
        chat.Do(new ChatInput.RoomJoined("tea", null));
        chat.Do(new ChatInput.Lost("gone"));
        chat.State.Conversations[TestChat.Tea].IsJoined.ShouldBeFalse();

        chat.Connect().ShouldBe([new ChatEffect.JoinRoom("tea")]);
    }

    [Fact]
    public void Leave_ARoom_LeavesItAndPassesOverWhatStillComes()
    {
        var chat = TestChat.Ready();
        chat.Do(new ChatInput.Join("tea"));
        chat.Do(new ChatInput.RoomJoined("tea", null));

        chat.Do(new ChatInput.Leave()).ShouldBe([new ChatEffect.LeaveRoom("tea")]);
        chat.Hear("m1", with: TestChat.Tea).ShouldBeEmpty();

        chat.State.Conversations.ShouldBeEmpty();
        chat.State.Selected.ShouldBeNull();
    }

    [Fact]
    public void Members_ListAndChanges_AreThoseOfTheRoom()
    {
        var chat = TestChat.Ready();
        chat.Do(new ChatInput.Join("tea"));

        chat.Do(new ChatInput.MembersListed("tea", ["Carla", "Anna"]));
        chat.Do(new ChatInput.MembersChanged("tea", ["Billy"], ["Carla"]));

        chat.State.Conversations[TestChat.Tea].Members.ShouldBe(["Anna", "Billy"]);
    }

    [Fact]
    public void Received_FromMorePeopleThanAreKept_ForgetsWhoWasReadAndSilentForLongest()
    {
        var chat = TestChat.Ready(limits: new ChatLimits { Conversations = 3 });
        chat.Hear("m1", "one");
        chat.Hear("m2", "two");
        chat.Do(new ChatInput.Select(ConversationId.Person("two")));
        chat.Do(new ChatInput.Select(ConversationId.Person("shown")));

        chat.Hear("m3", "three");
        Names(chat).ShouldBe(["one", "shown", "three"]);
        chat.Hear("m4", "four"); // all that are left are unread

        Names(chat).ShouldBe(["four", "shown", "three"]);
    }

    [Fact]
    public void Received_MoreThanAThreadKeeps_ForgetsTheOldest()
    {
        var chat = TestChat.Ready(limits: new ChatLimits { Messages = 2 });

        chat.Hear("m1");
        chat.Hear("m2");
        chat.Hear("m3");

        chat.State.Conversations[TestChat.Billy].Messages.Select(static message => message.Id)
            .ShouldBe([new MessageId("m2"), new MessageId("m3")]);
    }

    private static IEnumerable<string> Names(TestChat chat) => chat.State.Conversations.Keys.Select(static id => id.Name);
}
