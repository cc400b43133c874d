using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Acks;

/// <summary>Questions of several arguments, and answers of several values.</summary>
[SuppressMessage("Usage", "xUnit1051", Justification = "Every wait here ends by itself.")]
public sealed class AllAnswersTests
{
    private const string First = """{"_placeholder":true,"num":0}""";

    private static readonly byte[] Bytes = [1, 2, 3];

    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task Emit_OfEightArguments_AsksWithAllAndReadsATuple(Dialect dialect)
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync(dialect);
        var socket = server.IO.Sockets.Single();

        var asking = socket.EmitWithAckAsync<(string?, byte[], int)>("q", 1, "2", null, Bytes, 5.5, new { six = 6 }, true, "8");
        (await client.NextAsync()).ShouldBe("51-1[\"q\",1,\"2\",null," + First + ",5.5,{\"six\":6},true,\"8\"]");
        (await client.NextBinaryAsync()).ShouldBe(Bytes);
        await client.SendAsync("61-1[null," + First + ",3,\"more\"]", Bytes);

        var answer = await asking;
        answer.IsAnswered.ShouldBeTrue();
        answer.Value.Item1.ShouldBeNull();
        answer.Value.Item2.ShouldBe(Bytes);
        answer.Value.Item3.ShouldBe(3);
    }

    [Theory]
    [InlineData("""31["a",2]""", AckOutcome.Answered, "a", 2)]
    [InlineData("""31["a"]""", AckOutcome.Answered, "a", 0)]
    [InlineData("31[]", AckOutcome.Answered, null, 0)]
    [InlineData("""31["a","two"]""", AckOutcome.Invalid, null, 0)]
    public async Task Emit_ForATuple_ReadsByPlace(string reply, AckOutcome outcome, string? first, int second)
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync();

        var asking = server.IO.Sockets.Single().EmitWithAckAsync<(string?, int)>("q");
        await client.NextAsync();
        await client.SendAsync(reply);

        (await asking).ShouldBe(new AckResult<(string?, int)>(outcome, (first, second)));
    }

    [Theory]
    [InlineData("31[1,2,3,4,5,6,7,8,9]", 9)]
    [InlineData("31[1,2,3,4,5,6,7,8]", 0)]
    [InlineData("31[1,2,3,4,5,6,7]", 0)]
    public async Task Emit_ForATupleOfNine_ReadsThoseBeyondTheSeventh(string reply, int ninth)
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync();

        var asking = server.IO.Sockets.Single().EmitWithAckAsync<(int, int, int, int, int, int, int, int, int)>("q");
        await client.NextAsync();
        await client.SendAsync(reply);

        var (_, second, _, _, _, _, seventh, eighth, last) = (await asking).Value;
        (second, seventh, eighth, last).ShouldBe((2, 7, reply.Contains('8') ? 8 : 0, ninth));
    }

    [Fact]
    public async Task Emit_ForRawArguments_GivesAllOfThem()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync();
        var socket = server.IO.Sockets.Single();

        var asking = socket.EmitWithAckAsync<RawArguments>("q", new Login("t", 1));
        (await client.NextAsync()).ShouldBe("""21["q",{"token":"t","age":1}]""");
        await client.SendAsync($$"""61-1[ "a", {{First}},{"token":"t","age":2} ]""", Bytes);

        var all = (await asking).Value;
        all.Count.ShouldBe(3);
        all.TryGet<string>(0, out var text).ShouldBeTrue();
        text.ShouldBe("a");
        all.TryGet<byte[]>(1, out var bytes).ShouldBeTrue();
        bytes.ShouldBe(Bytes);
        all.TryGet(2, TestJson.Default.Login, out var login).ShouldBeTrue();
        login.ShouldBe(new Login("t", 2));
        all.TryGet<int>(0, out _).ShouldBeFalse();
        all.TryGet<int>(3, out _).ShouldBeFalse();

        _ = socket.EmitWithAckAsync<int>("back", all);
        (await client.NextAsync()).ShouldBe($$"""51-2["back","a", {{First}},{"token":"t","age":2} ]""");
        (await client.NextBinaryAsync()).ShouldBe(Bytes);
    }

    [Fact]
    public async Task RawArguments_OfNothing_AreNone()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync();
        var socket = server.IO.Sockets.Single();

        var asking = socket.EmitWithAckAsync<RawArguments>("q");
        await client.NextAsync();
        await client.SendAsync("31[ ]");
        foreach (var none in new[] { (await asking).Value, default })
        {
            none.Count.ShouldBe(0);
            none.TryGet<int>(0, out _).ShouldBeFalse();
            await socket.EmitAsync("none", none);
            (await client.NextAsync()).ShouldBe("""2["none"]""");
        }
    }

    [Fact]
    public async Task EmitToMany_ForTuples_GivesEverybodysValues()
    {
        await using var server = await ApiServer.StartAsync();
        var one = await server.JoinAsync();
        var two = await server.JoinAsync(Dialect.OldPolling);

        var asking = server.IO.EmitWithAckAsync<(string, int)>("q", 1, 2, 3);
        foreach (var client in new[] { one, two })
            (await client.NextAsync()).ShouldBe("""21["q",1,2,3]""");
        await one.SendAsync("""31["one",1]""");
        await two.SendAsync("""31["two",2]""");

        var answers = await asking;
        answers.Values.Order().ShouldBe([("one", 1), ("two", 2)]);
        answers.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task Emit_WithTypeInfos_WritesAndReadsByThem()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync();
        var (number, login) = (TestJson.Default.Int32, TestJson.Default.Login);
        var socket = server.IO.Sockets.Single();

        var one = socket.EmitWithAckAsync("q", 1, number, new Login("t", 1), login, login);
        var all = server.IO.EmitWithAckAsync("q", 1, number, 2, number, 3, number, number);
        var late = socket.Timeout(TimeSpan.FromSeconds(1)).EmitWithAckAsync("q", 1, number, 2, number, number);
        (await client.NextAsync()).ShouldBe("""21["q",1,{"token":"t","age":1}]""");
        (await client.NextAsync()).ShouldBe("""22["q",1,2,3]""");
        (await client.NextAsync()).ShouldBe("""23["q",1,2]""");
        await client.SendAsync("""31[{"token":"u","age":2}]""");
        await client.SendAsync("32[6]");

        (await one).Value.ShouldBe(new Login("u", 2));
        (await all).Values.ShouldBe([6]);
        server.Time.Advance(TimeSpan.FromSeconds(1.5));
        (await late).Outcome.ShouldBe(AckOutcome.TimedOut);
    }

    [Fact]
    public async Task Timeout_OfASocket_LimitsTheWaitingAndLeavesAllArgumentsAlone()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync();
        var hasty = server.IO.Sockets.Single().Timeout(TimeSpan.FromSeconds(1));

        Task<AckResult<int>>[] asking =
        [
            hasty.EmitWithAckAsync<int>("q"),
            hasty.EmitWithAckAsync<int>("q", TimeSpan.FromMinutes(1)),
            hasty.EmitWithAckAsync<int>("q", 1, null),
            hasty.EmitWithAckAsync<int>("q", 1, 2, 3, 4, 5, 6, 7, TimeSpan.FromMinutes(1)),
        ];
        (await client.NextAsync()).ShouldBe("""21["q"]""");
        (await client.NextAsync()).ShouldBe("""22["q","00:01:00"]""");
        (await client.NextAsync()).ShouldBe("""23["q",1,null]""");
        (await client.NextAsync()).ShouldBe("""24["q",1,2,3,4,5,6,7,"00:01:00"]""");
        await client.SendAsync("31[5]");
        (await asking[0]).Value.ShouldBe(5);
        server.Time.Advance(TimeSpan.FromSeconds(1.5));

        foreach (var late in asking[1..])
            (await late).Outcome.ShouldBe(AckOutcome.TimedOut);
    }

    [Fact]
    public async Task Timeout_OfMany_LimitsTheWaiting()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync();
        server.IO.Sockets.Single().Join("room");

        var asking = server.IO.Timeout(TimeSpan.FromSeconds(1)).To("room").EmitWithAckAsync<int>("q", 1, 2);
        (await client.NextAsync()).ShouldBe("""21["q",1,2]""");
        server.Time.Advance(TimeSpan.FromSeconds(1.5));

        (await asking).ShouldBe(new AckResults<int>((await asking).Values, 1));
        (await asking).Values.ShouldBeEmpty();
    }

    /// <summary>A time span or a token in the last place is no argument; null always is one.</summary>
    [Fact]
    public async Task Emit_TimeoutAndTokenInTheLastPlace_AreNoArguments()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync();
        var socket = server.IO.Sockets.Single();
        var second = TimeSpan.FromSeconds(1);
        using var cancellation = new CancellationTokenSource();

        Task[] late =
        [
            socket.EmitWithAckAsync<int>("q", second), socket.EmitWithAckAsync<int>("q", 1, second),
            socket.EmitWithAckAsync<int>("q", 1, 2, 3, 4, 5, 6, 7, 8, second, cancellation.Token),
            server.IO.EmitWithAckAsync<int>("q", 1, null, second),
        ];
        Task[] cancelled =
        [
            socket.EmitWithAckAsync<int>("q", cancellation.Token), socket.EmitWithAckAsync<int>("q", 1, cancellation.Token),
            server.IO.EmitWithAckAsync<int>("q", null, null, cancellation.Token),
        ];
        string[] sent = ["", ",1", ",1,2,3,4,5,6,7,8", ",1,null", "", ",1", ",null,null"];
        for (var i = 0; i < sent.Length; i++)
            (await client.NextAsync()).ShouldBe($"""2{i + 1}["q"{sent[i]}]""");

        server.Time.Advance(TimeSpan.FromSeconds(1.5));
        await Task.WhenAll(late);
        await cancellation.CancelAsync();
        foreach (var asking in cancelled)
            await Should.ThrowAsync<OperationCanceledException>(asking);
    }
}
