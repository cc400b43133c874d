using System.Runtime.InteropServices;
using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Typed;

/// <summary>A handler's parameter has its default when the client leaves its argument out.</summary>
public sealed class DefaultArgumentTests
{
#pragma warning disable CS9099 // the delegate's type has no default; the method behind it has
    private static readonly Dictionary<string, Action<Socket>> Handlers = new(StringComparer.Ordinal)
    {
        ["number"] = s => s.On("x", (int a, int b = 7) => $"{a} {b}"),
        ["task"] = s => s.On("x", (int a, int b = 7) => Task.FromResult($"{a} {b}")),
        ["async"] = s => s.On("x", async (int a, int b = 7) => { await Task.Yield(); return $"{a} {b}"; }),
        ["once"] = s => s.Once("x", (int a, int b = 7) => $"{a} {b}"),
        ["maybe"] = s => s.On("x", (int a, int? b = 7) => $"{a} {b}"),
        ["text"] = s => s.On("x", (int a, string b = "7") => $"{a} {b}"),
        ["day"] = s => s.On("x", (int a, DayOfWeek b = DayOfWeek.Friday) => $"{a} {(int)b + 2}"),
        ["maybe day"] = s => s.On("x", (int a, DayOfWeek? b = DayOfWeek.Friday) => $"{a} {(int)b! + 2}"),
        ["money"] = s => s.On("x", (int a, decimal b = 7m) => $"{a} {b}"),
        ["default"] = s => s.On("x", (int a, TimeSpan b = default) => $"{a} {b.Ticks + 7}"),
        ["null"] = s => s.On("x", (int a, string? b = null) => $"{a} {b ?? "7"}"),
        ["many"] = s => s.On("x", (int a, int b = 7, int c = 8, int d = 9, int e = 10, int f = 11, int g = 12, int h = 13) => $"{a} {b}"),
        ["attribute"] = s => s.On("x", (int a, [DefaultParameterValue(7)] int b) => $"{a} {b}"),
        ["method"] = s => s.On<int, int, string>("x", Method),
        ["extension"] = s => s.On<int, int, string>("x", "".Extension),
    };
#pragma warning restore CS9099

    public static TheoryData<string> All { get; } = [.. Handlers.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public async Task Argument_ThatIsLeftOut_HasTheDefault(string handler)
    {
        await using var server = await ApiServer.StartAsync(configure: io => io.OnConnection(socket => Handlers[handler](socket)));
        var client = await server.JoinAsync();

        (await client.AskAsync("""["x",1]""")).ShouldBe("""["1 7"]""");
        server.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""["x",1,2]""", """["1 2"]""")]
    [InlineData("""["x"]""", "bad-arguments")]
    [InlineData("""["x",1,"two"]""", "bad-arguments")]
    [InlineData("""["x",1,null]""", "bad-arguments")]
    public async Task Argument_ThatIsThere_IsTaken(string json, string answer)
    {
        await using var server = await ApiServer.StartAsync(configure: io => io.OnConnection(socket => Handlers["number"](socket)));
        var client = await server.JoinAsync();

        (await client.AskAsync(json)).ShouldContain(answer);
    }

    private static string Method(int a, int b = 7) => $"{a} {b}";
}
