using System.Text.Json;
using Gossamer.Server.Chat;

namespace Gossamer.Server.Tests.Chat;

public sealed class FilesTests : IDisposable
{
    private const string Frame = "451-[\"file\",{\"from\":\"Anna\",\"to\":\"Billy\",\"id\":\"f-1\",\"name\":\"cat.png\","
        + "\"type\":\"image/png\",\"at\":1767225600000,\"data\":{\"_placeholder\":true,\"num\":0}}]";

    private readonly ChatHarness _chat = new(new ChatOptions { Files = new() { MaxBytes = 100_000 } });

    public void Dispose() => _chat.Dispose();

    [Fact]
    public void Take_AFile_ReachesConnectionsOfBothThatAskedButTheSendingOne()
    {
        var (anna, here) = Join("Anna", "a1", asks: true);
        var (_, other) = Join("Anna", "a2", asks: true);
        var (_, old) = Join("Anna", "a3", asks: false);
        var (_, billy) = Join("Billy", "b1", asks: true);
        var (_, deaf) = Join("Billy", "b2", asks: false);
        var (_, carl) = Join("Carl", "c1", asks: true);

        var ack = _chat.File(anna, ToBilly(""" "id":"f-1","size":4"""), "data"u8.ToArray());

        foreach (var connection in new[] { other, billy })
        {
            connection.Sent.ShouldHaveSingleItem().ShouldBe(Frame);
            connection.Packets[0].Attachments.ShouldHaveSingleItem().ToArray().ShouldBe("data"u8.ToArray());
        }

        foreach (var connection in new[] { here, old, deaf, carl })
            connection.Sent.ShouldBeEmpty();
        ack.Answers.ShouldBe(["""[{"id":"f-1","delivered":1,"servers":1}]"""]);
    }

    [Fact]
    public void Take_AFileToARoom_ReachesItsMembersThatAsked()
    {
        var (anna, here) = Join("Anna", "a1", asks: true);
        var (billy, there) = Join("Billy", "b1", asks: true);
        var (_, outside) = Join("Billy", "b2", asks: true);
        var (carl, deaf) = Join("Carl", "c1", asks: false);
        foreach (var member in new[] { anna, billy, carl })
            _chat.Room(member, "join", "\"tea\"");

        var ack = _chat.File(anna, """{"room":"tea","name":"a","type":"a/b","id":"f",""" + Placeholder + "}", [1]);

        there.Sent.ShouldHaveSingleItem().ShouldContain("\"room\":\"tea\"");
        foreach (var connection in new[] { here, outside, deaf })
            connection.Sent.ShouldBeEmpty();
        ack.Answers.ShouldBe(["""[{"id":"f","delivered":1,"servers":1}]"""]);
        _chat.File(carl, """{"room":"coffee","name":"a","type":"a/b",""" + Placeholder + "}", [1]).Answers[0].ShouldContain("not-in-room");
    }

    [Fact]
    public void Take_WithoutAnId_GivesOneAndNobodyThereIsNoError()
    {
        var (anna, _) = Join("Anna", "a1", asks: true);

        using var answer = JsonDocument.Parse(_chat.File(anna, ToBilly(), [1]).Answers.ShouldHaveSingleItem());

        answer.RootElement[0].GetProperty("delivered").GetInt32().ShouldBe(0);
        Guid.TryParse(answer.RootElement[0].GetProperty("id").GetString(), out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("", "bad-file")]
    [InlineData("7", "bad-file")]
    [InlineData("""{"to":"Billy","name":"a","type":"a/b"}""", "bad-file")]
    [InlineData("""{"to":"Billy","name":"a","type":"a/b","data":"aGk="}""", "bad-file")]
    [InlineData("""{"to":"Billy","name":"a","type":"a/b","data":{"_placeholder":true,"num":1}}""", "bad-file")]
    [InlineData("""{"to":"Billy","name":"a","type":"a/b","data":{"_placeholder":1,"num":0}}""", "bad-file")]
    [InlineData("""{"to":"Billy","name":"a","type":"a/b","size":3,"data":{"_placeholder":true,"num":0}}""", "bad-file")]
    [InlineData("""{"to":"Billy","name":"a","type":"a/b","size":"2","data":{"_placeholder":true,"num":0}}""", "bad-file")]
    [InlineData("""{"name":"a","type":"a/b","data":{"_placeholder":true,"num":0}}""", "bad-file")]
    [InlineData("""{"from":"Carl","to":"Billy","name":"a","type":"a/b","data":{"_placeholder":true,"num":0}}""", "wrong-from")]
    [InlineData("""{"to":"","name":"a","type":"a/b","data":{"_placeholder":true,"num":0}}""", "bad-name")]
    [InlineData("""{"room":"","name":"a","type":"a/b","data":{"_placeholder":true,"num":0}}""", "bad-room")]
    [InlineData("""{"to":"Billy","name":"a","type":"a/b","id":7,"data":{"_placeholder":true,"num":0}}""", "bad-id")]
    [InlineData("""{"to":"Billy","name":"a/b","type":"a/b","data":{"_placeholder":true,"num":0}}""", "bad-file-name")]
    [InlineData("""{"to":"Billy","name":"a","type":"png","data":{"_placeholder":true,"num":0}}""", "bad-file-type")]
    public void Take_WhatIsNoFile_IsRefused(string argument, string code)
    {
        var (anna, _) = Join("Anna", "a1", asks: true);
        var (_, billy) = Join("Billy", "b1", asks: true);

        _chat.File(anna, argument, [1, 2]).Answers.ShouldHaveSingleItem().ShouldContain($"\"code\":\"{code}\"");

        billy.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Take_WithNoneOrTwoOrAnEmptyOrALargeAttachment_IsRefused()
    {
        var (anna, _) = Join("Anna", "a1", asks: true);
        Code(_chat.File(anna, ToBilly())).ShouldBe("bad-file");
        Code(_chat.File(anna, ToBilly(), [1], [2])).ShouldBe("bad-file");
        Code(_chat.File(anna, ToBilly(), [])).ShouldBe("bad-file");
        Code(_chat.File(anna, ToBilly(), new byte[100_001])).ShouldBe("too-large");
        Code(_chat.File(anna, ToBilly(), new byte[100_000])).ShouldBeNull();
        Code(_chat.File(_chat.Open(new FakeConnection()), ToBilly(), [1])).ShouldBe("not-identified");
    }

    /// <summary>Ten of the largest at once, then one in 2 s, and many small ones.</summary>
    [Fact]
    public void Take_TooFast_IsRefused()
    {
        using var chat = new ChatHarness();
        var anna = chat.Join("Anna", "a1").Session;
        var large = new byte[256 * 1024];
        for (var n = 0; n < 10; n++)
            Code(chat.File(anna, ToBilly(), large)).ShouldBeNull($"{n}");
        Code(chat.File(anna, ToBilly(), large)).ShouldBe("too-fast");
        chat.Time.Advance(TimeSpan.FromSeconds(2));
        Code(chat.File(anna, ToBilly(), large)).ShouldBeNull();
        Code(chat.File(anna, ToBilly(), large)).ShouldBe("too-fast");
        chat.Time.Advance(TimeSpan.FromSeconds(1));
        Code(chat.File(anna, ToBilly(), [1])).ShouldBeNull();
        Code(chat.Send(anna, """{"from":"Anna","to":"Billy","text":"Hi"}""", withAck: true)!).ShouldBeNull("messages count by themselves");
    }

    /// <summary>A file times its receivers is bounded: of one file, and of an address in all.</summary>
    [Fact]
    public void Take_ToVeryMany_IsRefusedByItsSizeTimesThem()
    {
        using var chat = new ChatHarness(new ChatOptions { MaxConnectionsPerUser = 1_000 });
        var anna = chat.Join("Anna", "a1").Session;
        for (var n = 0; n < 200; n++)
            chat.Join("Billy", $"b{n}");

        Code(chat.File(anna, ToBilly(), new byte[256 * 1024])).ShouldBe("too-many-receivers");
        Code(chat.File(anna, ToBilly(), new byte[150 * 1024])).ShouldBeNull();
        Code(chat.File(anna, ToBilly(), new byte[150 * 1024])).ShouldBe("too-fast");
        chat.Time.Advance(TimeSpan.FromSeconds(4));
        Code(chat.File(anna, ToBilly(), new byte[150 * 1024])).ShouldBeNull();
    }

    [Fact]
    public void Take_ToAConnectionForWhichMuchWaits_DoesNotGoThere()
    {
        var (anna, _) = Join("Anna", "a1", asks: true);
        var (_, billy) = Join("Billy", "b1", asks: true);
        billy.WaitingBytes = new FileLimits().MaxBacklog + 1;

        _chat.File(anna, ToBilly(""" "id":"f" """), [1]).Answers.ShouldBe(["""[{"id":"f","delivered":0,"servers":0}]"""]);
        billy.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Identify_WithFiles_SaysHowLargeAndIsAsTheLatestSays()
    {
        var (anna, _) = Join("Anna", "a1", asks: true);
        var (billy, connection) = Join("Billy", "b1", asks: true);
        ChatHarness.Identify(billy, """{"user":"Billy","presence":"none","files":true}""", withAck: true)!.Answers
            .ShouldBe(["""[{"user":"Billy","connections":1,"files":100000}]"""]);
        ChatHarness.Identify(billy, """{"user":"Billy","presence":"none"}""");
        _chat.File(anna, ToBilly(), [1]);
        ChatHarness.Identify(billy, """{"user":"Bob","presence":"none","files":true}""");
        _chat.File(anna, ToBilly(), [1]);
        connection.Sent.ShouldBeEmpty();
        ChatHarness.Identify(billy, """{"user":"Billy","presence":"none","files":true}""");
        _chat.File(anna, ToBilly(), [1]);
        connection.Sent.Count.ShouldBe(1);
        billy.End("transport close", mayReturn: true);
        _chat.File(anna, ToBilly(), [1]);
        connection.Sent.Count.ShouldBe(1);
    }

    private const string Placeholder = """ "data":{"_placeholder":true,"num":0} """;

    private static string ToBilly(string more = """ "x":1""") =>
        """{"to":"Billy","name":"cat.png","type":"image/png",""" + more + "," + Placeholder + "}";

    private static string? Code(FakeAcknowledgement ack)
    {
        using var json = JsonDocument.Parse(ack.Answers.ShouldHaveSingleItem());
        return json.RootElement[0].TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null;
    }

    private (ChatSession Session, FakeConnection Connection) Join(string user, string id, bool asks)
    {
        var connection = new FakeConnection(id);
        var session = _chat.Open(connection);
        ChatHarness.Identify(session, JsonSerializer.Serialize(new { user, presence = "none", files = asks }));
        connection.Sent.ShouldBeEmpty();
        return (session, connection);
    }
}
