using System.Text.RegularExpressions;
using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Namespaces;

public sealed partial class NamespaceTests
{
    [Theory]
    [InlineData("/nobody")]
    [InlineData("/room-")]
    [InlineData("/room-1/x")]
    public async Task Join_OfANamespaceNobodyKnows_IsRefused(string name)
    {
        await using var server = await ApiServer.StartAsync(configure: io => io.Of(Rooms()));
        var client = await server.OpenAsync(Dialect.WebSocket);

        (await client.JoinAsync(name)).ShouldBe($$"""4{{name}},{"message":"Invalid namespace"}""");
    }

    [Theory]
    [MemberData(nameof(Dialect.Both), MemberType = typeof(Dialect))]
    public async Task Of_Names_KeepTheirSocketsAndEventsApart(Dialect dialect)
    {
        await using var server = await ApiServer.StartAsync(configure: io =>
        {
            io.OnConnection(socket => socket.On("where", () => "main"));
            io.Of("chat").OnConnection(socket => socket.On("where", () => socket.Namespace.Name));
        });
        var client = await server.OpenAsync(dialect);
        await client.JoinAsync();
        await client.JoinAsync("/chat");

        (await client.AskAsync("""["where"]""")).ShouldBe("""["main"]""");
        (await client.AskAsync("""["where"]""", ns: "/chat,")).ShouldBe("""["/chat"]""");
        await server.IO.Of("/chat").EmitAsync("to chat");
        (await client.NextAsync()).ShouldBe("""2/chat,["to chat"]""");
        server.IO.Sockets.Single().Namespace.ShouldBe(server.IO.Main);
        server.IO.ConnectionCount.ShouldBe(1);
    }

    [Fact]
    public async Task Of_APattern_MakesNamespacesThatLiveAsLongAsTheirSockets()
    {
        NamespacePattern? pattern = null;
        await using var server = await ApiServer.StartAsync(configure: io =>
        {
            pattern = io.Of(Rooms());
            pattern.OnConnection(socket =>
            {
                AnswerWhere(socket);
                Connection.AnswerNothingMore(socket);
            });
        });
        var one = await server.JoinAsync("/room-1");
        var another = await server.JoinAsync("/room-1");
        var two = await server.JoinAsync("/room-2");

        (await two.AskAsync("""["where"]""", ns: "/room-2,")).ShouldBe("""["/room-2"]""");
        pattern!.Namespaces.Select(ns => ns.Name).Order(StringComparer.Ordinal).ShouldBe(["/room-1", "/room-2"]);
        var room = server.IO.Of("/room-1");
        await room.EmitAsync("to room 1");
        (await one.NextAsync()).ShouldBe("""2/room-1,["to room 1"]""");
        (await another.NextAsync()).ShouldBe("""2/room-1,["to room 1"]""");
        await two.ShouldHaveNothingAsync("/room-2,");

        var left = room.Sockets.Select(s => s.Gone()).ToArray();
        await one.SendAsync("1/room-1,");
        await another.SendAsync("1/room-1,");
        await Task.WhenAll(left);
        await one.JoinAsync("/room-2"); // its DISCONNECT is done with
        await another.JoinAsync("/room-2");
        pattern.Namespaces.Select(ns => ns.Name).ShouldBe(["/room-2"]);
    }

    [Fact]
    public async Task Of_ANameThatAPatternMatches_HasThePatternsHandlersToo()
    {
        await using var server = await ApiServer.StartAsync(configure: io =>
        {
            io.Of(Rooms()).OnConnection(AnswerWhere);
            io.Of("/room-1").OnConnection(socket => socket.On("which", () => "the named one"));
        });

        var named = await server.JoinAsync("/room-1");
        (await named.AskAsync("""["where"]""", ns: "/room-1,")).ShouldBe("""["/room-1"]""");
        (await named.AskAsync("""["which"]""", ns: "/room-1,")).ShouldBe("""["the named one"]""");

        var other = await server.JoinAsync("/room-2");
        await other.SendAsync("""2/room-2,5["which"]""");
        (await other.AskAsync("""["where"]""", ns: "/room-2,")).ShouldBe("""["/room-2"]""");
    }

    [Fact]
    public async Task Of_AFunction_DecidesByName()
    {
        await using var server = await ApiServer.StartAsync(
            configure: io => io.Of(name => name.EndsWith("/live", StringComparison.Ordinal)).OnConnection(AnswerWhere));

        var client = await server.JoinAsync("/match-7/live");

        (await client.AskAsync("""["where"]""", ns: "/match-7/live,")).ShouldBe("""["/match-7/live"]""");
    }

    [Fact]
    public async Task Of_AFunctionThatThrows_RefusesAndIsLogged()
    {
        await using var server = await ApiServer.StartAsync(configure: io =>
        {
            io.Of(_ => throw new InvalidOperationException("oops"));
            io.OnConnection(AnswerWhere);
        });
        var client = await server.JoinAsync();

        (await client.JoinAsync("/any")).ShouldBe("""4/any,{"message":"Invalid namespace"}""");

        server.Errors.ShouldHaveSingleItem()!.Message.ShouldBe("oops");
        (await client.AskAsync("""["where"]""")).ShouldBe("""["/"]""");
    }

    [Fact]
    public async Task MaxDynamicNamespaces_WhenReached_RefusesMoreUntilOneIsGone()
    {
        await using var server = await ApiServer.StartAsync(o => o.MaxDynamicNamespaces = 2, io => io.Of(Rooms()));
        var client = await server.JoinAsync("/room-1");
        await client.JoinAsync("/room-2");

        (await client.JoinAsync("/room-3")).ShouldBe("""4/room-3,{"message":"Invalid namespace"}""");
        await client.SendAsync("1/room-1,");
        (await client.JoinAsync("/room-3")).ShouldStartWith("0/room-3,");
    }

    [Fact]
    public async Task Of_ANameWithAComma_Throws()
    {
        await using var server = await ApiServer.StartAsync();

        Should.Throw<ArgumentException>(() => server.IO.Of("/a,b"));
    }

    private static void AnswerWhere(Socket socket) => socket.On("where", () => socket.Namespace.Name);

    [GeneratedRegex("^/room-[0-9]+$", RegexOptions.NonBacktracking)]
    private static partial Regex Rooms();
}
