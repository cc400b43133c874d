using Gossamer.SocketIO.Mesh.Requests;
using Gossamer.SocketIO.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.SocketIO.Mesh.Tests;

/// <summary>Socket.IO server API, "emitWithAck", across servers.</summary>
public sealed class BroadcastWithAckTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EmitWithAckAsync_ToARoomOfThreeServers_CollectsTheAnswersOfAll()
    {
        await using var cluster = await Cluster.StartAsync();
        foreach (var n in Enumerable.Range(0, 3))
            (await cluster[n].JoinAsync("/", "kitchen")).On("sum", got => got.Get<int>(0) + got.Get<int>(1) + (100 * n));
        (await cluster[1].JoinAsync("/", "kitchen")).On("sum", _ => 7);
        (await cluster[2].JoinAsync("/", "hall")).On("sum", _ => 13); // not meant

        var answers = await cluster[0].IO.To("kitchen").EmitWithAckAsync<int>("sum", 1, 2, Long, Cancellation);

        answers.Values.Order().ShouldBe([3, 7, 103, 203]);
        (answers.Asked, answers.IsComplete).ShouldBe((4, true));
    }

    [Fact]
    public async Task EmitWithAckAsync_OfOneWhoNeverAnswers_HasTheOthersAndCountsThatOne()
    {
        await using var cluster = await Cluster.StartAsync();
        (await cluster[1].JoinAsync()).On("q", _ => "a");
        await cluster[2].JoinAsync();

        var answers = await cluster[0].IO.EmitWithAckAsync<string>("q", Short, Cancellation);

        answers.Values.ShouldBe(["a"]);
        (answers.Asked, answers.IsComplete).ShouldBe((2, false));
        answers.Missing.ShouldBeEmpty();
    }

    [Fact]
    public async Task EmitWithAckAsync_OfMany_ComesInPiecesAndWhole()
    {
        const int Clients = 200;
        await using var cluster = await Cluster.StartAsync(2);
        for (var n = 0; n < Clients; n++)
            (await cluster[1].JoinAsync()).On("q", _ => new string('x', 20_000));

        var answers = await cluster[0].IO.EmitWithAckAsync<string>("q", Long, Cancellation);

        answers.Values.Count.ShouldBe(Clients);
        answers.Values.ShouldAllBe(static answer => answer!.Length == 20_000);
        answers.IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task EmitWithAckAsync_WithBytes_TakesThemThereAndBack()
    {
        await using var cluster = await Cluster.StartAsync(2);
        (await cluster[1].JoinAsync()).On("q", got => got.Get<byte[]>(0)!.Reverse().ToArray());

        var answers = await cluster[0].IO.EmitWithAckAsync<byte[]>("q", new byte[] { 1, 2, 3 }, Long, Cancellation);

        answers.Values.ShouldHaveSingleItem().ShouldBe([3, 2, 1]);
    }

    [Fact]
    public async Task EmitWithAckAsync_LocalOrToNobody_EndsAtOnce()
    {
        await using var cluster = await Cluster.StartAsync(2);
        await cluster[1].JoinAsync();

        (await cluster[0].IO.Local.EmitWithAckAsync<int>("q", Long, Cancellation)).Asked.ShouldBe(0);
        var nobody = await cluster[0].IO.To("nobody").EmitWithAckAsync<int>("q", Long, Cancellation);
        (nobody.Asked, nobody.IsComplete).ShouldBe((0, true));
        (await cluster[0].IO.Of("/nobody").EmitWithAckAsync<int>("q", Long, Cancellation)).IsComplete.ShouldBeTrue();
    }

    [Fact]
    public async Task EmitWithAckAsync_WhenOneGoesAway_EndsWithoutIt()
    {
        await using var cluster = await Cluster.StartAsync(2);
        var gone = await cluster[1].JoinAsync();
        (await cluster[1].JoinAsync()).On("q", _ => 1);
        var asked = gone.WaitForAsync("q", cancellation: Cancellation);

        var asking = cluster[0].IO.EmitWithAckAsync<int>("q", Long, Cancellation);
        await asked;
        await gone.DisconnectAsync();

        var answers = await asking;
        (answers.Asked, answers.Values.Count).ShouldBe((2, 1));
    }

    [Fact]
    public async Task RemoteSocket_Asked_Answers()
    {
        await using var cluster = await Cluster.StartAsync(2);
        (await cluster[1].JoinAsync()).On("q", _ => "here I am");
        var remote = (await cluster[0].IO.FetchSocketsAsync(Cancellation)).Sockets.Single();

        (await remote.EmitWithAckAsync<string>("q", Long, Cancellation)).Values.ShouldBe(["here I am"]);
    }

    [Fact]
    public async Task Question_ThatIsNoEvent_IsRefused()
    {
        await using var cluster = await Cluster.StartAsync(2);
        await cluster[1].JoinAsync();

        foreach (var question in new[]
        {
            new Question { Request = 1 },
            new Question { Request = 1, Broadcast = new() },
            new Question { Request = 1, Broadcast = new() { Frame = ByteString.CopyFromUtf8("43[1]") } },
            new Question { Request = 1, Broadcast = new() { Frame = ByteString.CopyFromUtf8("42[\"q\"]"), Binary = true } },
        })
        {
            var payload = new RoomsMessage { Namespace = "/", Question = question }.ToByteArray();
            (await cluster[0].Node.SendToNodeAsync(ClusterServer.IdOf(1), MeshRooms.Channel, payload)).ShouldBeFalse();
        }
    }

    [Fact]
    public void ClientsRequest_ServersThatHaveNotSaidWhomTheyAsk_AreMissing()
    {
        var answers = new Recorded();
        var request = new ClientsRequest(1, [new("one"), new("two"), new("three")], answers);

        request.OnAnswers(new("one"), Piece(asked: 2, "[1]")).ShouldBeTrue();
        request.OnAnswers(new("one"), Piece(asked: 2, "[2]", isLast: true)).ShouldBeTrue();
        request.OnAnswers(new("one"), Piece(asked: 2, "[3]")).ShouldBeFalse();
        request.OnAnswers(new("stranger"), Piece(asked: 2, "[4]")).ShouldBeFalse();
        request.OnDeclined(new("two"));

        request.Missing.Select(static peer => peer.Value).ShouldBe(["two", "three"], ignoreOrder: true);
        request.Done.IsCompleted.ShouldBeFalse();
        request.OnAnswers(new("three"), Piece(asked: 1, "[5]", isLast: true)).ShouldBeTrue();
        request.Done.IsCompleted.ShouldBeTrue();
        (answers.Count, string.Join(' ', answers.Values)).ShouldBe((3, "[1] [2] [5]"));
    }

    private static Answers Piece(uint asked, string json, bool isLast = false) => new()
    {
        Request = 1,
        Asked = asked,
        Answers_ = { new Answer { Json = ByteString.CopyFromUtf8(json) } },
        Last = isLast,
    };

    private sealed class Recorded : IClientAnswers
    {
        public int Count { get; private set; }

        public List<string> Values { get; } = [];

        public void Asked(int clients) => Count += clients;

        public void Answered(ReadOnlyMemory<byte> utf8JsonArray, IReadOnlyList<ReadOnlyMemory<byte>> attachments) =>
            Values.Add(System.Text.Encoding.UTF8.GetString(utf8JsonArray.Span));
    }
}
