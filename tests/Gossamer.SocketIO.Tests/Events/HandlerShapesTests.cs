using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Events;

/// <summary>Every way to write a handler compiles without a cast, and its result is the answer.</summary>
public sealed class HandlerShapesTests
{
    private static readonly Dictionary<string, Action<Socket>> Shapes = new(StringComparer.Ordinal)
    {
        // "name arguments => answer"
        [""" => []"""] = s => s.On("x", () => { }),
        [""" => ["sync"]"""] = s => s.On("x", () => "sync"),
        [""" => ["task"]"""] = s => s.On("x", () => Task.FromResult("task")),
        [""" => ["value task"]"""] = s => s.On("x", () => ValueTask.FromResult("value task")),
        [""" => ["async"]"""] = s => s.On("x", async () => { await Task.Yield(); return "async"; }),
        [""" => [ ]"""] = s => s.On("x", async () => await Task.Yield()),
        [""" => [  ]"""] = s => s.On("x", () => Task.CompletedTask),
        [""" => [   ]"""] = s => s.On("x", () => ValueTask.CompletedTask),

        ["""1 => []"""] = s => s.On("x", (int a) => Ignore(a)),
        ["""1 => [ ]"""] = s => s.On("x", async (int a) => await Task.Yield()),
        ["""1 => [  ]"""] = s => s.On("x", (int a) => TaskOf(a)),
        ["""1 => [   ]"""] = s => s.On("x", (int a) => s.EmitAsync("y", a)),
        ["""1 => [2]"""] = s => s.On("x", (int a) => a + 1),
        ["""1 => [3]"""] = s => s.On("x", async (int a) => { await Task.Yield(); return a + 2; }),
        ["""1 => [4]"""] = s => s.On("x", (int a) => Task.FromResult(a + 3)),
        ["""1 => [5]"""] = s => s.On("x", (int a) => ValueTask.FromResult(a + 4)),
        ["""1 => [6]"""] = s => s.On("x", async (int a) => await Task.FromResult(a + 5)),
        ["""1 => [    ]"""] = s => s.On<int>("x", TaskOf),
        ["""1 => [8]"""] = s => s.On<int, int>("x", PlusSeven),

        ["""1,"b" => []"""] = s => s.On("x", (int a, string b) => Ignore(a)),
        ["""1,"b" => [ ]"""] = s => s.On("x", async (int a, string b) => await Task.Yield()),
        ["""1,"b" => ["b1"]"""] = s => s.On("x", (int a, string b) => b + a),
        ["""1,"b" => ["b2"]"""] = s => s.On("x", (int a, string b) => Task.FromResult(b + 2)),
        ["""1,"b" => ["b3"]"""] = s => s.On("x", async (int a, string b) => { await Task.Yield(); return b + 3; }),
        ["""1,"b" => [  ]"""] = s => s.On("x", (int a, string b) => TaskOf(a)),

        ["""1,"b",true => []"""] = s => s.On("x", (int a, string b, bool c) => Ignore(a)),
        ["""1,"b",true => [ ]"""] = s => s.On("x", (int a, string b, bool c) => TaskOf(a)),
        ["""1,"b",true => ["b1True"]"""] = s => s.On("x", (int a, string b, bool c) => b + a + c),
        ["""1,"b",true => ["b2"]"""] = s => s.On("x", async (int a, string b, bool c) => { await Task.Yield(); return b + 2; }),
        ["""1,"b",true => ["b3"]"""] = s => s.On("x", (int a, string b, bool c) => Task.FromResult(b + 3)),
        ["""1,"b",true => [  ]"""] = s => s.On("x", async (int a, string b, bool c) => await Task.Yield()),

        ["""1 => ["1 and none"]"""] = s => s.On("x", (int a, int? b) => $"{a} and {(b is null ? "none" : "some")}"),
        ["""1 => ["1, none and none"]"""] = s =>
            s.On("x", (int a, int? b, bool? c) => $"{a}, {(b is null ? "none" : "some")} and {(c is null ? "none" : "some")}"),

        ["""1,[2],{"c":3} => [1,[2],{"c":3}]"""] = s => s.On("x", m => m.Ack.Send(m.Arguments)),
        ["""1 => ["raw"]"""] = s => s.On("x", m => { m.Ack.Send("raw"); return ValueTask.CompletedTask; }),
        ["""1 => ["raw","two"]"""] = s => s.On("x", async m => { await Task.Yield(); m.Ack.Send("raw", "two"); }),
        ["""1 => ["raw task"]"""] = s => s.On("x", m => { m.Ack.Send("raw task"); return Task.CompletedTask; }),

        ["""{"token":"t","age":1} => ["t"]"""] = s =>
            s.On("x", (Login a) => ValueTask.FromResult(a.Token), TestJson.Default.Login, TestJson.Default.String),
        ["""{"token":"t","age":1} => []"""] = s => s.On("x", async (Login a) => await Task.Yield(), TestJson.Default.Login),
        ["""1,"b" => ["B"]"""] = s => s.On("x", async (int a, string b) =>
            { await Task.Yield(); return b.ToUpperInvariant(); }, TestJson.Default.Int32, TestJson.Default.String, TestJson.Default.String),
        ["""1,"b" => [   ]"""] = s =>
            s.On("x", async (int a, string b) => await Task.Yield(), TestJson.Default.Int32, TestJson.Default.String),
        ["""1,"b",2 => ["B2"]"""] = s => s.On("x", async (int a, string b, int c) => { await Task.Yield(); return "B" + c; },
            TestJson.Default.Int32, TestJson.Default.String, TestJson.Default.Int32, TestJson.Default.String),
        ["""1,"b",2 => []"""] = s => s.On("x", async (int a, string b, int c) =>
            await Task.Yield(), TestJson.Default.Int32, TestJson.Default.String, TestJson.Default.Int32),
        [""" => [1]"""] = s => s.On("x", async () => { await Task.Yield(); return 1; }, TestJson.Default.Int32),
    };

    public static TheoryData<string> All { get; } = [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public async Task On_HandlerOfThisShape_Answers(string shape)
    {
        var (arguments, answer) = (shape.Split(" => ")[0].Trim(), shape.Split(" => ")[1]);
        await using var server = await ApiServer.StartAsync(configure: io => io.OnConnection(socket => { Shapes[shape](socket); }));
        var client = await server.JoinAsync();

        await client.SendAsync($"""27["x"{(arguments.Length > 0 ? "," : "")}{arguments}]""");

        var reply = await client.NextAsync();
        if (reply.StartsWith("2[\"y\"", StringComparison.Ordinal))
            reply = await client.NextAsync();
        reply.ShouldBe("37" + (answer.StartsWith("[ ", StringComparison.Ordinal) || answer == "[ ]" ? "[]" : answer));
        server.Errors.ShouldBeEmpty();
    }

    private static void Ignore(int a) => a.ShouldBe(1);

    private static Task TaskOf(int a) => Task.Delay(a - 1);

    private static Task<int> PlusSeven(int a) => Task.FromResult(a + 7);
}
