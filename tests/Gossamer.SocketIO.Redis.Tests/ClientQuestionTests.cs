using System.Text;
using Gossamer.SocketIO.Redis.Requests;
using Gossamer.SocketIO.Redis.Wire;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.SocketIO.Redis.Tests;

/// <summary>Socket.IO server API, "emitWithAck", across servers.</summary>
public sealed class ClientQuestionTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EmitWithAckAsync_ToARoomOfThreeServers_CollectsTheAnswersOfAll()
    {
        await using var cluster = await Cluster.StartAsync(3);
        foreach (var n in Enumerable.Range(0, 3))
            (await cluster.JoinAsync(n, "/", "kitchen")).On("sum", got => got.Get<int>(0) + got.Get<int>(1) + (100 * n));
        (await cluster.JoinAsync(2, "/", "hall")).On("sum", static _ => 13); // not meant

        var answers = await cluster[0].To("kitchen").EmitWithAckAsync<int>("sum", 1, 2, Long, Cancellation);

        answers.Values.Order().ShouldBe([3, 103, 203]);
        (answers.Asked, answers.IsComplete).ShouldBe((3, true));
    }

    [Fact]
    public async Task EmitWithAckAsync_AnsweredWithBytes_BringsThem()
    {
        await using var cluster = await Cluster.StartAsync();
        (await cluster.JoinAsync(1)).On("q", static _ => new byte[] { 1, 0, 255 });

        var answers = await cluster[0].EmitWithAckAsync<byte[]>("q", Long, Cancellation);

        answers.Values.Single().ShouldBe([1, 0, 255]);
    }

    [Fact]
    public async Task EmitWithAckAsync_WhenNobodyIsMeant_EndsAtOnce()
    {
        await using var cluster = await Cluster.StartAsync();

        var answers = await cluster[0].To("nowhere").EmitWithAckAsync<int>("q", Long, Cancellation);

        (answers.Asked, answers.IsComplete).ShouldBe((0, true));
    }

    [Fact]
    public async Task EmitWithAckAsync_OfAServerThatDoesNotSayWhomItAsked_NamesItWhenTheTimeIsOver()
    {
        var time = new FakeTimeProvider();
        await using var cluster = await Cluster.StartAsync(time: time);
        (await cluster.JoinAsync(1)).On("q", static _ => "a");
        await cluster.Redis.Connect().SubscribeAsync("socket.io-request#/#", isPattern: false, static (_, _) => { });

        var asking = cluster[0].EmitWithAckAsync<string>("q", Long, Cancellation);
        while (cluster.Redis.Handled < 3)
            await Task.Yield(); // the question, how many are asked, the answer
        asking.IsCompleted.ShouldBeFalse();
        time.Advance(Long);

        var answers = await asking;
        (answers.Values.Single(), answers.Asked, answers.Missing.Single()).ShouldBe(("a", 1, "?"));
    }

    [Fact]
    public async Task EmitWithAckAsync_WhileRedisIsDown_AsksTheClientsHere()
    {
        await using var cluster = await Cluster.StartAsync();
        (await cluster.JoinAsync(0)).On("q", static _ => "a");
        cluster.Redis.IsDown = true;

        var answers = await cluster[0].EmitWithAckAsync<string>("q", Long, Cancellation);

        (answers.Values.Single(), answers.Missing.Single()).ShouldBe(("a", "redis"));
    }

    [Fact]
    public async Task Question_ThatIsNone_IsLoggedAndAsksNobody()
    {
        await using var cluster = await Cluster.StartAsync(1);
        var client = await cluster.JoinAsync(0);
        byte[] question = [0x81, 0xa4, .. "type"u8, 7]; // and nothing else

        cluster.Redis.Publish("socket.io-request#/#", question);

        cluster.Log.Count(7003).ShouldBe(1);
        client.Received.ShouldBeEmpty();
    }

    [Fact]
    public void PendingQuestion_MoreCountsAndAnswersThanWereAskedFor_AreDropped()
    {
        var collected = new Collected();
        var pending = new PendingQuestion("a", collected);
        pending.OnAnswer("[0]"u8.ToArray(), []);
        pending.Expect(1);
        pending.OnCount(1);
        pending.OnCount(5);
        pending.Done.IsCompleted.ShouldBeFalse();
        pending.OnAnswer("[1]"u8.ToArray(), []);
        pending.OnAnswer("[2]"u8.ToArray(), []);

        (collected.Clients, pending.Missing, pending.Done.IsCompleted).ShouldBe((1, 0, true));
        collected.Answers.ShouldBe(["[1]"]);
    }

    [Theory]
    [InlineData("""["a","b"]""", """["a"]""")]
    [InlineData("[]", "[null]")]
    [InlineData("[null]", "[null]")]
    [InlineData("""[{"b":[1]}]""", """[{"b":[1]}]""")]
    public void EncodeAnswer_OfSeveralArguments_CarriesTheFirst(string answer, string read)
    {
        var message = ClientQuestionCodec.EncodeAnswer("id", Encoding.UTF8.GetBytes(answer), [])!;

        ClientQuestionCodec.IsOfType(message, ClientQuestionCodec.Answer).ShouldBeTrue();
        ClientQuestionCodec.TryDecodeAnswer(message, out var id, out var array, out _).ShouldBeTrue();
        (id, Encoding.UTF8.GetString(array.Span)).ShouldBe(("id", read));
    }

    private sealed class Collected : IClientAnswers
    {
        public int Clients { get; private set; }

        public List<string> Answers { get; } = [];

        public void Asked(int clients) => Clients += clients;

        public void Answered(ReadOnlyMemory<byte> utf8JsonArray, IReadOnlyList<ReadOnlyMemory<byte>> attachments) =>
            Answers.Add(Encoding.UTF8.GetString(utf8JsonArray.Span));
    }
}
