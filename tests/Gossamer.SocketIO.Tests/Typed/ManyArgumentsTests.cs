using System.Text.Json;
using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Typed;

/// <summary>Events of up to eight typed arguments, in and out, as they stand on the wire.</summary>
public sealed class ManyArgumentsTests
{
    private const string First = """{"_placeholder":true,"num":0}""";
    private const string Second = """{"_placeholder":true,"num":1}""";

    private static readonly byte[] One = [1, 2, 3];
    private static readonly byte[] Two = [0xff, 0, 0x1e, (byte)'4'];

    private static readonly Dictionary<string, Action<Socket>> Shapes = new(StringComparer.Ordinal)
    {
        // arguments => answer; what stands behind a second arrow tells apart what has the same answer
        ["1,2,3,4 => [10]"] = s => s.On("x", (int a, int b, int c, int d) => a + b + c + d),
        ["1,2,3,4,5 => [15]"] = s => s.On("x", (int a, int b, int c, int d, int e) => a + b + c + d + e),
        ["1,2,3,4,5,6 => [21]"] = s => s.On("x", (int a, int b, int c, int d, int e, int f) => a + b + c + d + e + f),
        ["1,2,3,4,5,6,7 => [28]"] = s => s.On("x", (int a, int b, int c, int d, int e, int f, int g) => a + b + c + d + e + f + g),

        ["1,2,3,4,5,6,7,8 => [] => void"] = s =>
            s.On("x", (int a, int b, int c, int d, int e, int f, int g, int h) => Check(a, b, c, d, e, f, g, h)),
        ["1,2,3,4,5,6,7,8 => [] => async"] = s =>
            s.On("x", async (int a, int b, int c, int d, int e, int f, int g, int h) => await Task.Yield()),
        ["1,2,3,4,5,6,7,8 => [] => Task"] = s =>
            s.On("x", (int a, int b, int c, int d, int e, int f, int g, int h) => Task.CompletedTask),
        ["1,2,3,4,5,6,7,8 => [] => ValueTask"] = s =>
            s.On("x", (int a, int b, int c, int d, int e, int f, int g, int h) => ValueTask.CompletedTask),
        ["1,2,3,4,5,6,7,8 => [12345678]"] = s =>
            s.On("x", (int a, int b, int c, int d, int e, int f, int g, int h) => Number(a, b, c, d, e, f, g, h)),
        ["1,2,3,4,5,6,7,8 => [12345678] => async"] = s =>
            s.On("x", async (int a, int b, int c, int d, int e, int f, int g, int h) =>
            {
                await Task.Yield();
                return Number(a, b, c, d, e, f, g, h);
            }),
        ["1,2,3,4,5,6,7,8 => [12345678] => Task"] = s =>
            s.On("x", (int a, int b, int c, int d, int e, int f, int g, int h) => Task.FromResult(Number(a, b, c, d, e, f, g, h))),
        ["1,2,3,4,5,6,7,8 => [12345678] => ValueTask"] = s =>
            s.On("x", (int a, int b, int c, int d, int e, int f, int g, int h) => ValueTask.FromResult(Number(a, b, c, d, e, f, g, h))),
        ["1,2,3,4,5,6,7,8 => [1,2,3,4,5,6,7,8] => tuple"] = s =>
            s.On("x", (int a, int b, int c, int d, int e, int f, int g, int h) => (a, b, c, d, e, f, g, h)),
        ["1,2,3,4 => [4] => typed"] = s => s.On(
            "x",
            (int a, int b, int c, int d) => ValueTask.FromResult(d),
            TestJson.Default.Int32,
            TestJson.Default.Int32,
            TestJson.Default.Int32,
            TestJson.Default.Int32,
            TestJson.Default.Int32),

        ["1,2,3,4 => [10] => once"] = s => s.Once("x", (int a, int b, int c, int d) => a + b + c + d),
        ["1 => [1] => once"] = s => s.Once("x", (int a) => a),
        [" => [1] => once"] = s => s.Once("x", () => 1),
        [" => [] => once"] = s => s.Once("x", () => { }),
        [" => [2] => once"] = s => s.Once("x", async () => { await Task.Yield(); return 2; }),
        ["1,2 => [[1,2]] => once"] = s => s.Once("x", (EventMessage message, ref Utf8JsonReader arguments) =>
        {
            message.Ack.SendJson("[[1,2]]"u8);
            return ValueTask.CompletedTask;
        }),
        ["1 => [1] => once raw"] = s => s.Once("x", m => { m.Ack.Send(m.Arguments); return Task.CompletedTask; }),
    };

    public static TheoryData<string> All { get; } = [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Handler_OfThisShape_Answers(string shape)
    {
        var parts = shape.Split(" => ");
        var arguments = parts[0].Trim();
        await using var server = await StartAsync(socket => Shapes[shape](socket));
        var client = await server.JoinAsync();

        var json = $"""["x"{(arguments.Length > 0 ? "," : "")}{arguments}]""";
        (await client.AskAsync(json)).ShouldBe(parts[1]);
        if (shape.Contains("once"))
            await client.SendAsync("27" + json); // nobody is there for it any more
        await client.ShouldHaveNothingAsync();
        server.Errors.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task Event_OfEightArguments_ComesAndGoesWithBytesAmongThem(Dialect dialect)
    {
        await using var server = await StartAsync(socket => socket.On(
            "x",
            (int a, byte[] b, string c, bool? d, ReadOnlyMemory<byte> e, Login f, double g, string[] h) =>
                socket.EmitAsync("y", h, g, f, e, d, c, b, a)));
        var client = await server.JoinAsync(dialect);

        await client.SendAsync($$"""52-["x",1,{{First}},"c",null,{{Second}},{"token":"t","age":2},0.5,["h"]]""", One, Two);

        (await client.NextAsync()).ShouldBe($$"""52-["y",["h"],0.5,{"token":"t","age":2},{{First}},null,"c",{{Second}},1]""");
        (await client.NextBinariesAsync(2)).ShouldBe([Two, One]);
    }

    [Fact]
    public async Task EmitAsync_OfEveryNumber_WritesAllInOrder()
    {
        await using var server = await StartAsync(_ => { });
        var client = await server.JoinAsync();
        var socket = server.IO.Sockets.Single();

        await socket.EmitAsync("x", 1);
        await socket.EmitAsync("x", 1, "2");
        await socket.EmitAsync("x", 1, "2", true);
        await socket.EmitAsync("x", 1, "2", true, 4);
        await socket.EmitAsync("x", 1, "2", true, 4, 5L);
        await socket.EmitAsync("x", 1, "2", true, 4, 5L, 6.5);
        await server.IO.EmitAsync("x", 1, "2", true, 4, 5L, 6.5, (string?)null);
        await server.IO.EmitAsync(server.IO.Encode("x", 1, "2", true, 4, 5L, 6.5, (string?)null, "8"), ApiServer.Cancelled);

        string[] all = ["1", "\"2\"", "true", "4", "5", "6.5", "null", "\"8\""];
        for (var count = 1; count <= all.Length; count++)
            (await client.NextAsync()).ShouldBe($"""2["x",{string.Join(',', all[..count])}]""");
    }

    [Fact]
    public async Task EmitAsync_WithTypeInfo_WritesAsThatTypeEvenWhatIsDerived()
    {
        await using var server = await StartAsync(_ => { });
        var client = await server.JoinAsync();
        var (type, number) = (TestJson.Default.Login, TestJson.Default.Int32);

        await server.IO.EmitAsync("x", new LongLogin("t", 1, "more"), type);
        await server.IO.EmitAsync("x", 1, number, new LongLogin("t", 1, "more"), type, 3, number);
        var packet = server.IO.Encode("x", 1, number, new LongLogin("t", 1, "more"), type, 3, number, 4, number);
        await server.IO.EmitAsync(packet, ApiServer.Cancelled);

        (await client.NextAsync()).ShouldBe("""2["x",{"token":"t","age":1}]""");
        (await client.NextAsync()).ShouldBe("""2["x",1,{"token":"t","age":1},3]""");
        (await client.NextAsync()).ShouldBe("""2["x",1,{"token":"t","age":1},3,4]""");
    }

    [Fact]
    public async Task Send_OfSeveral_AnswersWithAll()
    {
        await using var server = await StartAsync(socket =>
        {
            socket.On("three", m => m.Ack.Send(1, One, "3"));
            socket.On("eight", m => m.Ack.Send(1, 2, 3, 4, 5, 6, 7, "8"));
            socket.On("typed", m => m.Ack.Send(1, TestJson.Default.Int32, new LongLogin("t", 1, "more"), TestJson.Default.Login));
        });
        var client = await server.JoinAsync();

        (await client.AskAsync("""["eight"]""")).ShouldBe("""[1,2,3,4,5,6,7,"8"]""");
        (await client.AskAsync("""["typed"]""")).ShouldBe("""[1,{"token":"t","age":1}]""");
        await client.SendAsync("""27["three"]""");
        (await client.NextAsync()).ShouldBe($"""61-7[1,{First},"3"]""");
        (await client.NextBinaryAsync()).ShouldBe(One);
    }

    [Fact]
    public async Task Handler_ThatReturnsATupleOrRawArguments_AnswersWithAllOfThem()
    {
        await using var server = await StartAsync(socket =>
        {
            socket.On("two", (int a) => (Error: (string?)null, Result: new { a }));
            socket.On("one", () => ValueTuple.Create("only"));
            socket.On("none", () => default(ValueTuple));
            socket.On("ten", async () => { await Task.Yield(); return (1, 2, 3, 4, 5, 6, 7, 8, 9, "10"); });
            socket.On("bytes", (byte[] a, int b) => (b, a, b));
            socket.On("raw", m =>
            {
                var kept = m.Copy();
                socket.On("again", (int a) => kept.Arguments);
            });
        });
        var client = await server.JoinAsync();

        (await client.AskAsync("""["two",1]""")).ShouldBe("""[null,{"a":1}]""");
        (await client.AskAsync("""["one"]""")).ShouldBe("""["only"]""");
        (await client.AskAsync("""["none"]""")).ShouldBe("[]");
        (await client.AskAsync("""["ten"]""")).ShouldBe("""[1,2,3,4,5,6,7,8,9,"10"]""");
        await client.SendAsync("""2["raw",1, [2] ]""");
        (await client.AskAsync("""["again",1]""")).ShouldBe("[1, [2] ]");
        await client.SendAsync($"""51-7["bytes",{First},2]""", Two);
        (await client.NextAsync()).ShouldBe($"61-7[2,{First},2]");
        (await client.NextBinaryAsync()).ShouldBe(Two);
    }

    [Theory]
    [InlineData("""["x",1,2,3,4,5,6,7]""", "Argument 8 is missing.")]
    [InlineData("""["x"]""", "Argument 1 is missing.")]
    [InlineData("""["x",1,2,3,4,5,6,"seven",8]""", "Int32")]
    [InlineData("""["x",1,2,null,4,5,6,7,8]""", "Int32")]
    public async Task Handler_OfArgumentsThatDoNotFit_IsNotRun(string json, string message)
    {
        var ran = false;
        await using var server = await StartAsync(socket =>
            socket.On("x", (int a, int b, int c, int d, int e, int f, int g, int h) => { ran = true; }));
        var client = await server.JoinAsync();

        var answer = await client.AskAsync(json);

        answer.ShouldStartWith("[{\"error\":{\"code\":\"bad-arguments\"");
        answer.ShouldContain(message);
        ran.ShouldBeFalse();
    }

    [Fact]
    public async Task DelegatesAndTokens_AsArguments_AreRefusedInWords()
    {
        var refusals = new List<string>();
        await using var server = await StartAsync(socket =>
        {
            Refused(() => socket.On("x", (int a, int b, int c, int d, int e, int f, int g, Action<string> ack) => ack("")));
            Refused(() => socket.Once("x", (int a, int b, int c, Func<int, Task> ack) => ack(a)));
            refusals.ShouldAllBe(static words => words.Contains("What a handler returns is the answer"));
            Refused(() => socket.EmitAsync("x", 1, CancellationToken.None).AsTask());
            Refused(() => socket.EmitWithAckAsync<int>("x", 1, (Action)(() => { })));
            Refused(() => socket.EmitWithAckAsync<int>("x", 1, default(RawArguments)));
        });
        await server.JoinAsync();

        await Eventually.TrueAsync(() => refusals.Count == 5);
        refusals[2].ShouldContain("EmitWithAckAsync takes one");
        refusals[4].ShouldContain("cannot stand among others");

        void Refused(Func<object> act) => refusals.Add(Should.Throw<NotSupportedException>(() => { act(); }).Message);
    }

    private static void Check(params int[] all) => all.ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);

    private static int Number(params int[] all) => all.Aggregate(0, static (sum, digit) => (10 * sum) + digit);

    private static Task<ApiServer> StartAsync(Action<Socket> onConnection) => ApiServer.StartAsync(configure: io =>
    {
        io.OnConnection(Connection.AnswerNothingMore);
        io.OnConnection(onConnection);
    });

    private sealed record LongLogin(string Token, int Age, string More) : Login(Token, Age);
}
