using System.Diagnostics.CodeAnalysis;
using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Acks;

[SuppressMessage("Usage", "xUnit1051", Justification = "Every wait here ends by itself.")]
public sealed class EmitWithAckTests
{
    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task Emit_Answered_GivesTheFirstArgument(Dialect dialect)
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync(dialect);
        var socket = server.IO.Sockets.Single();

        var asking = socket.EmitWithAckAsync<Login>("who", new { hint = "you" });
        (await client.NextAsync()).ShouldBe("""21["who",{"hint":"you"}]""");
        await client.SendAsync("""31[{"token":"t","age":3},"more"]""");

        (await asking).ShouldBe(new AckResult<Login>(AckOutcome.Answered, new Login("t", 3)));
    }

    [Fact]
    public async Task Emit_Typed_WritesAndReadsByTypeInfo()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync();

        var asking = server.IO.Sockets.Single().EmitWithAckAsync("q", new Login("t", 1), TestJson.Default.Login, TestJson.Default.Int32);
        (await client.NextAsync()).ShouldBe("""21["q",{"token":"t","age":1}]""");
        await client.SendAsync("31[5]");

        (await asking).Value.ShouldBe(5);
    }

    [Fact]
    public async Task Emit_NothingAsTheArgument_SendsNull()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync();

        _ = server.IO.Sockets.Single().EmitWithAckAsync<string>("q", (object?)null);

        (await client.NextAsync()).ShouldBe("""21["q",null]""");
    }

    [Theory]
    [InlineData("31[]", AckOutcome.Answered)]
    [InlineData("31[null]", AckOutcome.Answered)]
    [InlineData("""31["text"]""", AckOutcome.Invalid)]
    [InlineData("31[{}]", AckOutcome.Invalid)]
    public async Task Emit_AnsweredOtherwise_SaysSo(string answer, AckOutcome expected)
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync();

        var asking = server.IO.Sockets.Single().EmitWithAckAsync<int?>("q");
        await client.NextAsync();
        await client.SendAsync(answer);

        (await asking).ShouldBe(new AckResult<int?>(expected, null));
    }

    [Fact]
    public async Task Emit_NotAnsweredInTime_TimesOut()
    {
        await using var server = await ApiServer.StartAsync(o => o.AckTimeout = TimeSpan.FromSeconds(4));
        var client = await server.JoinAsync();
        var socket = server.IO.Sockets.Single();

        var patient = socket.EmitWithAckAsync<int>("q");
        var hasty = socket.EmitWithAckAsync<int>("q", timeout: TimeSpan.FromSeconds(1));
        server.Time.Advance(TimeSpan.FromSeconds(1.5));
        (await hasty).Outcome.ShouldBe(AckOutcome.TimedOut);
        patient.IsCompleted.ShouldBeFalse();
        server.Time.Advance(TimeSpan.FromSeconds(3));
        (await patient).Outcome.ShouldBe(AckOutcome.TimedOut);

        await client.SendAsync("31[1]"); // too late, and no harm done
        var again = socket.EmitWithAckAsync<int>("q");
        await client.SendAsync("33[5]");
        (await again).Value.ShouldBe(5);
    }

    [Fact]
    public async Task Emit_Cancelled_Throws()
    {
        await using var server = await ApiServer.StartAsync();
        await server.JoinAsync();
        using var cancellation = new CancellationTokenSource();

        var asking = server.IO.Sockets.Single().EmitWithAckAsync<int>("q", cancellation: cancellation.Token);
        await cancellation.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(asking);
    }

    [Fact]
    public async Task Emit_WhenTheClientGoes_SaysSo()
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync();
        var socket = server.IO.Sockets.Single();

        var asking = socket.EmitWithAckAsync<int>("q");
        await client.NextAsync();
        client.Abort();

        (await asking.WaitAsync(TimeSpan.FromSeconds(10), ApiServer.Cancelled)).Outcome.ShouldBe(AckOutcome.Disconnected);
        (await socket.EmitWithAckAsync<int>("q")).Outcome.ShouldBe(AckOutcome.Disconnected);
    }

    [Fact]
    public async Task MaxPendingAnswers_WhenReached_EndsFurtherQuestionsAtOnce()
    {
        await using var server = await ApiServer.StartAsync(o => o.MaxPendingAcks = 2);
        var client = await server.JoinAsync();
        var socket = server.IO.Sockets.Single();

        var first = socket.EmitWithAckAsync<int>("q");
        _ = socket.EmitWithAckAsync<int>("q");
        (await socket.EmitWithAckAsync<int>("q")).Outcome.ShouldBe(AckOutcome.Disconnected);

        await client.SendAsync("31[1]");
        (await first).Value.ShouldBe(1);
        var fourth = socket.EmitWithAckAsync<int>("q");
        await client.SendAsync("34[4]");
        (await fourth).Value.ShouldBe(4);
    }

    [Fact]
    public async Task EmitToMany_CollectsTheAnswersOfAll()
    {
        await using var server = await ApiServer.StartAsync();
        var one = await server.JoinAsync();
        var two = await server.JoinAsync(Dialect.OldPolling);

        var asking = server.IO.EmitWithAckAsync<string>("who", "you");
        foreach (var client in new[] { one, two })
            (await client.NextAsync()).ShouldBe("""21["who","you"]""");
        await two.SendAsync("""31["two"]""");
        await one.SendAsync("""31["one"]""");

        var answers = await asking;
        answers.Values.Order(StringComparer.Ordinal).ShouldBe(["one", "two"]);
        answers.Asked.ShouldBe(2);
        answers.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task EmitToMany_WhenSomeAreLateOrGone_TellsWhoDidAnswer()
    {
        await using var server = await ApiServer.StartAsync(configure: io => io.OnConnection(Connection.AnswerNothingMore));
        var quick = await server.JoinAsync();
        var gone = await server.JoinAsync();
        var wrong = await server.JoinAsync();
        await server.JoinAsync();

        var asking = server.IO.EmitWithAckAsync<int>("q", timeout: TimeSpan.FromSeconds(2));
        foreach (var client in new[] { quick, gone, wrong })
            await client.NextAsync();
        var left = Task.WhenAny(server.IO.Sockets.Select(s => s.Gone()));
        gone.Abort();
        await left;
        await wrong.SendAsync("""31["no number"]""");
        await quick.SendAsync("31[1]");
        foreach (var client in new[] { quick, wrong })
            await client.ShouldHaveNothingAsync();
        asking.IsCompleted.ShouldBeFalse();
        server.Time.Advance(TimeSpan.FromSeconds(2));
        var answers = await asking.WaitAsync(TimeSpan.FromSeconds(10), ApiServer.Cancelled);

        answers.Asked.ShouldBe(4);
        answers.IsComplete.ShouldBeFalse();
        answers.Values.ShouldBe([1]);
    }

    [Fact]
    public async Task EmitToMany_ToNobody_EndsAtOnce()
    {
        await using var server = await ApiServer.StartAsync();

        var answers = await server.IO.To("nobody").EmitWithAckAsync<int>("q");

        answers.ShouldBe(new AckResults<int>(answers.Values, 0));
        answers.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task Emit_ReservedName_Throws()
    {
        await using var server = await ApiServer.StartAsync();
        await server.JoinAsync();
        var socket = server.IO.Sockets.Single();

        await Should.ThrowAsync<ArgumentException>(() => socket.EmitWithAckAsync<int>("disconnect"));
        await Should.ThrowAsync<ArgumentException>(async () => await server.IO.EmitAsync("connect", 1));
    }

    /// <summary>By an exception of a type that this library knows nothing of.</summary>
    [Fact]
    public async Task Emit_AnsweredWithWhatItsTypeRefuses_SaysSo()
    {
        await using var server = await ApiServer.StartAsync();
        server.IO.OnConnection(Connection.AnswerNothingMore);
        var client = await server.JoinAsync();
        var socket = server.IO.Sockets.Single();
        var one = socket.EmitWithAckAsync<Percentage>("x", cancellation: ApiServer.Cancelled);
        await client.NextAsync();
        await client.SendAsync("31[{\"value\":101}]");
        (await one).Outcome.ShouldBe(AckOutcome.Invalid);
        var all = server.IO.EmitWithAckAsync<Percentage>("x", cancellation: ApiServer.Cancelled);
        await client.NextAsync();
        await client.SendAsync("32[{\"value\":-1}]");
        (await all).IsComplete.ShouldBeFalse();
        await client.ShouldHaveNothingAsync();
    }

    private sealed class Percentage
    {
        public int Value
        {
            get;
            set => field = value is >= 0 and <= 100 ? value : throw new ArgumentOutOfRangeException(nameof(value));
        }
    }
}
