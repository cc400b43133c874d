using System.Text;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>What polls and posts carry.</summary>
public sealed class PollingPayloadTests
{
    private const string Rs = "\u001e";

    [Fact]
    public async Task V4_SeveralPackets_ComeBackInOrder()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling();
        await client.JoinAsync();
        var post = await client.PostAsync(
            $$"""42["message",1,"2",{"3":[true]}]{{Rs}}42["message","ö😀"]{{Rs}}4256["message-with-ack","a",null]""");
        post.Status.ShouldBe(200);
        post.Text.ShouldBe("ok");
        var poll = await client.PollAsync();
        poll.Status.ShouldBe(200);
        poll.Text.ShouldBe($$"""42["message-back",1,"2",{"3":[true]}]{{Rs}}42["message-back","ö😀"]{{Rs}}4356["a",null]""");
        poll.ContentType.ShouldBe("text/plain; charset=UTF-8");
    }

    [Fact]
    public async Task V3_Ascii_ComesBackAsText()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling(3);
        await client.JoinAsync();
        (await client.PostAsync("""17:42["message","a"]17:42["message","b"]""")).Text.ShouldBe("ok");
        var poll = await client.PollAsync();
        poll.Text.ShouldBe("""22:42["message-back","a"]22:42["message-back","b"]""");
    }

    [Fact]
    public async Task V3_NotAscii_ComesBackAsBytes()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling(3);
        await client.JoinAsync();
        (await client.PostAsync("""18:42["message","😀"]""")).Text.ShouldBe("ok");
        var poll = await client.PollAsync();
        poll.ContentType.ShouldBe("application/octet-stream");
        poll.Bytes.ShouldBe([0, 2, 5, 0xff, .. "42[\"message-back\",\"😀\"]"u8]);
    }

    [Fact]
    public async Task V3_BytesPosted_AreRead()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling(3);
        await client.JoinAsync();
        (await client.PostBytesAsync([0, 1, 8, 0xff, .. "42[\"message\",\"ö\"]"u8, 0, 1, 0xff, (byte)'2'])).Text.ShouldBe("ok");
        var poll = await client.PollAsync();
        poll.Bytes.ShouldBe([0, 2, 3, 0xff, .. "42[\"message-back\",\"ö\"]"u8, 0, 1, 0xff, (byte)'3']);
    }

    [Fact]
    public async Task V3_WithoutXhr2_ComesBackAsAsciiText()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling(3, "&b64=1");
        await client.JoinAsync();
        (await client.PostAsync("""18:42["message","😀"]""")).Text.ShouldBe("ok");
        var poll = await client.PollAsync();
        poll.ContentType.ShouldBe("text/plain; charset=UTF-8");
        poll.Text.ShouldBe("""33:42["message-back","\ud83d\ude00"]""");
    }

    [Fact]
    public async Task V3_TwiceEncodedText_IsReadAsItWasMeant()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling(3, "&b64=1");
        await client.JoinAsync();
        var twice = Encoding.Latin1.GetString("""42["message","é"]"""u8);
        (await client.PostAsync($"{twice.Length}:{twice}")).Text.ShouldBe("ok");
        (await client.PollAsync()).Text.ShouldEndWith("""["message-back","\u00e9"]""");
    }

    [Fact]
    public async Task V4_BytesPosted_AreRefused()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling();
        await client.JoinAsync();
        (await client.PostBytesAsync([4, 1])).Status.ShouldBe(400);
    }

    [Theory]
    [InlineData(3, "abc")]
    [InlineData(3, "5:4hello")]
    [InlineData(3, "1:7")]
    [InlineData(4, "abc")]
    [InlineData(4, "7")]
    [InlineData(4, "")]
    [InlineData(4, "4abc")]
    [InlineData(4, "2")]
    [InlineData(4, "bAQIDBA==")]
    [InlineData(4, "42[\"\\ud800xx\"]")]
    [InlineData(4, "42[\"\\ud800\"]")]
    public async Task Post_NotTheProtocol_ClosesSession(int eio, string body)
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling(eio);
        await client.JoinAsync();
        (await client.PostAsync(body)).Status.ShouldBe(400);
        (await client.PollAsync()).Status.ShouldBe(400);
        server.Io.ConnectionCount.ShouldBe(0);
        server.Reasons.ShouldBe(["parse error"]);
    }

    [Fact]
    public async Task Post_NotUtf8_ClosesSession()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling();
        await client.JoinAsync();
        (await client.PostAsync(new ByteArrayContent([.. "42[\"a\",\""u8, 0xff, .. "\"]"u8]))).Status.ShouldBe(400);
        server.Io.ConnectionCount.ShouldBe(0);
    }

    [Fact]
    public async Task Post_GoodPacketsBeforeABadOne_AreHandedOn()
    {
        await using var server = await TestServer.StartAsync();
        var client = server.Polling();
        await client.JoinAsync();
        (await client.PostAsync($"42[\"note\",1]{Rs}42[\"note\",2]{Rs}x{Rs}42[\"note\",3]")).Status.ShouldBe(400);
        server.Notes.ShouldBe(["[1]", "[2]"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_TooLarge_IsRefusedWith413AndClosesSession(bool lengthTold)
    {
        await using var server = await TestServer.StartAsync(o => o.MaxPayload = 10_000);
        var client = server.Polling();
        await client.JoinAsync();
        var body = Encoding.UTF8.GetBytes("42[\"note\",\"" + new string('x', 90_000) + "\"]");
        HttpContent content = lengthTold ? new ByteArrayContent(body) : new StreamContent(new Unseekable(body));
        (await client.PostAsync(content)).Status.ShouldBe(413);
        server.Notes.ShouldBeEmpty();
        server.Reasons.ShouldBe(["payload too large"]);
        (await client.PostAsync("42[\"note\",1]")).Status.ShouldBe(200);
        server.Notes.ShouldBeEmpty();
        server.Time.Advance(TimeSpan.FromSeconds(3)); // in which it may be told why
        server.Io.ConnectionCount.ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_AsLargeAsMay_IsTaken(bool lengthTold)
    {
        await using var server = await TestServer.StartAsync(o => o.MaxPayload = 20_000);
        var client = server.Polling();
        await client.JoinAsync();
        var body = Encoding.UTF8.GetBytes("42[\"note\",\"" + new string('x', 20_000 - 13) + "\"]");
        body.Length.ShouldBe(20_000);
        HttpContent content = lengthTold ? new ByteArrayContent(body) : new StreamContent(new Unseekable(body));
        (await client.PostAsync(content)).Status.ShouldBe(200);
        server.Notes.Single().Length.ShouldBe(20_000 - 13 + 4);
    }
}
