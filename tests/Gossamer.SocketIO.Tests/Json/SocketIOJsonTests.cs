using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gossamer.SocketIO.Json;
using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Json;

public sealed class SocketIOJsonTests
{
    [Fact]
    public async Task Json_WithoutReflection_KnowsThePlainTypes()
    {
        await using var server = await StartAsync(TestJson.Default, socket =>
        {
            socket.On("plain", (int a, string b, bool c) => a + b + c);
            socket.On("json", (JsonElement a) => a.GetProperty("b").GetInt64());
            socket.On("bytes", (byte[] a) => a.Length * 0.5);
            socket.On("own", (Login a) => a.Token);
        });
        var client = await server.JoinAsync();

        (await client.AskAsync("""["plain",1,"2",true]""")).ShouldBe("""["12True"]""");
        (await client.AskAsync("""["json",{"b":5000000000}]""")).ShouldBe("[5000000000]");
        (await client.AskAsync("""["bytes","AQID"]""")).ShouldBe("[1.5]");
        (await client.AskAsync("""["own",{"token":"t","age":1}]""")).ShouldBe("""["t"]""");
        server.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Json_WithoutReflection_RefusesWhatItDoesNotKnow()
    {
        await using var server = await StartAsync(JsonTypeInfoResolver.Combine(), _ => { });
        await server.JoinAsync();

        Should.Throw<NotSupportedException>(() => server.IO.Sockets.Single().On("x", (Login _) => { }));
        await Should.ThrowAsync<NotSupportedException>(async () => await server.IO.EmitAsync("x", new Login("t", 1)));
    }

    /// <summary>These are the options of an application without reflection that says nothing of its own.</summary>
    [Fact]
    public void Json_OfThePlainTypesAlone_IsTakenAsItIs()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = PlainTypes.Default };

        JsonSerializer.Serialize("ß", SocketIOJson.For<string>(options)).ShouldBe("\"ß\"");
    }

    [Fact]
    public async Task Json_MadeByHand_NeedsNoResolver()
    {
        await using var server = await ApiServer.StartAsync(
            o => o.Json = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseUpper },
            io => io.OnConnection(socket => socket.On("x", (Login a) => a)));
        var client = await server.JoinAsync();

        (await client.AskAsync("""["x",{"TOKEN":"t","AGE":1}]""")).ShouldBe("""[{"TOKEN":"t","AGE":1}]""");
    }

    [Theory]
    [InlineData("Zoë & <b> \"日本\" 🎉")]
    [InlineData("\u2028")]
    public async Task Text_OfAnyScript_IsLeftAsItIs(string text)
    {
        await using var server = await ApiServer.StartAsync(configure: io => io.OnConnection(socket => socket.On("x", (string a) => a)));
        var client = await server.JoinAsync();

        var answer = await client.AskAsync($"""["x",{JsonSerializer.Serialize(text)}]""");

        JsonSerializer.Deserialize<string[]>(answer)!.ShouldBe([text]);
        answer.ShouldNotContain("\\u003C");
    }

    private static Task<ApiServer> StartAsync(IJsonTypeInfoResolver resolver, Action<Socket> onConnection) => ApiServer.StartAsync(
        o => o.Json = new JsonSerializerOptions(JsonSerializerDefaults.Web) { TypeInfoResolver = resolver },
        io => io.OnConnection(onConnection));
}
