using System.Text;
using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.ClientLoop;
using Gossamer.Server.Conversations;

namespace Gossamer.Server.Tests.ClientLoop;

public sealed class ChatEventsTests
{
    [Fact]
    public void Read_MessageFromAnother_IsOfTheThreadWithItsSender()
    {
        var read = Read("""["im",{"from":"Billy","to":"Anna","text":"Hi","forwarded":false,"id":"m1","at":1767225600000},"o1"]""")
            .ShouldBeOfType<ChatInput.Received>();

        (read.With, read.Offset).ShouldBe((ConversationId.Person("Billy"), "o1"));
        read.Message.ShouldBe(new ChatMessage(new MessageId("m1"), "Billy", "Hi", new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("""["im",{"from":"Anna","to":"Billy","text":"Hi","id":"m1","at":0}]""", "Billy")]
    [InlineData("""["im",{"from":"Billy","room":"tea","text":"Hi","id":"m1","at":0}]""", "#tea")]
    [InlineData("""["im",{"from":"Anna","to":"Anna","text":"Hi","id":"m1","at":1e300}]""", "Anna")]
    public void Read_Message_IsOfTheConversationThatItBelongsTo(string json, string with) =>
        Read(json).ShouldBeOfType<ChatInput.Received>().With.ToString().ShouldBe(with);

    [Theory]
    [InlineData("""["im"]""")]
    [InlineData("""["im",{"from":"Billy","to":"Anna","text":7,"id":"m1"}]""")]
    [InlineData("""["im",{"from":"\ud800","to":"Anna","text":"x","id":"m1"}]""")]
    [InlineData("""["im",null]""")]
    [InlineData("""["update_client",{"list":"all"}]""")]
    [InlineData("""["members",{"list":[]}]""")]
    [InlineData("""["expires",{"in":-1}]""")]
    [InlineData("""["expires",{"in":1e40}]""")]
    [InlineData("""["news",{}]""")]
    [InlineData("{}")]
    [InlineData("7")]
    public void Read_WhatIsNoneOfThem_IsPassedOver(string json) => Read(json).ShouldBeNull();

    [Fact]
    public void Read_Presence_IsWhoJoinedAndLeft()
    {
        var read = Read("""["presence",{"joined":["a",7,"b"],"left":["c"]}]""").ShouldBeOfType<ChatInput.PresenceChanged>();

        (read.Joined, read.Left).ShouldSatisfyAllConditions(
            static both => both.Joined.ShouldBe(["a", "b"]), static both => both.Left.ShouldBe(["c"]));
    }

    [Theory]
    [InlineData("""[{"id":"m1","delivered":2,"servers":1}]""", 2L, 1L, null)]
    [InlineData("""[{"delivered":1,"servers":1,"error":{"code":"unreachable","message":"why","servers":["s"]}}]""", 1L, 1L, "why")]
    [InlineData("""[{"error":{"code":"too-large","message":"why"}}]""", null, 0L, "why")]
    [InlineData("[]", null, 0L, null)]
    public void ReadReceipt_EachForm_IsRead(string json, long? delivered, long servers, string? problem)
    {
        var read = ChatEvents.ReadReceipt(new MessageId("m1"), JsonElement.Parse(json)).ShouldBeOfType<ChatInput.Acknowledged>();

        (read.Delivered, read.Servers, read.Refusal?.Message).ShouldBe((delivered, servers, problem));
    }

    [Fact]
    public void Requests_EachEvent_IsTheJsonOfTheProtocol()
    {
        var message = new OutgoingMessage(new MessageId("m1"), ConversationId.Person("Billy \"B\""), "a\nb");

        Text(ChatRequests.Identify("Anna")).ShouldBe("""["identify",{"user":"Anna","presence":"changes"}]""");
        Text(ChatRequests.Send(message, "Anna")).ShouldBe("""["im",{"from":"Anna","to":"Billy \"B\"","text":"a\nb","id":"m1"}]""");
        Text(ChatRequests.Send(message with { To = ConversationId.Room("tea") }, "Anna"))
            .ShouldBe("""["im",{"from":"Anna","room":"tea","text":"a\nb","id":"m1"}]""");
        Text(ChatRequests.Join("tea")).ShouldBe("""["join",{"room":"tea"}]""");
        Text(ChatRequests.Members("tea")).ShouldBe("""["members",{"room":"tea","mode":"changes"}]""");
        Text(ChatRequests.Authenticate("t")).ShouldBe("""["authenticate",{"token":"t"}]""");
    }

    private static string Text(byte[] json) => Encoding.UTF8.GetString(json);

    private static ChatInput? Read(string json) => ChatEvents.Read(JsonElement.Parse(json), "Anna");
}
