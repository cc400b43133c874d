using System.Collections.Immutable;
using System.Text;
using Google.Protobuf;
using Gossamer.Mesh;
using Gossamer.Mesh.Direct;
using Gossamer.Mesh.Wire;
using Gossamer.Mesh.Wire.Recovery;
using Gossamer.Server.Hosting;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.Hostile;

/// <summary>A server whose key was stolen, against one that was not: server-2 is the thief, who lists Mallory.</summary>
public sealed class MaliciousPeerTests : IAsyncLifetime
{
    private const long At = 1_767_225_600_000;

    private static readonly NodeId Two = new("server-2");

    private readonly MeshKeyPair _own = MeshKeyPair.Create();
    private readonly MeshKeyPair _stolen = MeshKeyPair.Create();
    private TestServers _servers = null!;
    private MaliciousPeer _peer = null!;
    private ChatClient _anna = null!;
    private ulong _number;

    public async ValueTask InitializeAsync()
    {
        var keys = new ServerKeys(_own.PrivateKey, ImmutableDictionary<NodeId, string>.Empty.Add(Two, _stolen.PublicKey), false);
        _servers = await TestServers.StartAsync(
            2, TestServers.Quiet with { Keys = keys, ListingGrace = TimeSpan.Zero }, started: 1);
        _peer = await MaliciousPeer.ListenAsync(Two, new("server-1"), _servers.Config.Servers[1].Port);
        _anna = await ChatClient.ConnectAsync(_servers.Url());
        await _anna.IdentifyAsync("Anna");
        await _anna.SeeAsync("Anna");
        await _peer.LinkAsync(_servers.Url(), _stolen, "Mallory");
        await _anna.SeeAsync("Anna", "Mallory");
    }

    public async ValueTask DisposeAsync()
    {
        _anna.Dispose();
        await _peer.DisposeAsync();
        await _servers.DisposeAsync();
    }

    [Fact]
    public async Task Forward_OfItsOwnUser_IsDelivered()
    {
        (await _peer.ForwardAsync(Message("Mallory", "Anna"))).ShouldBe(1u);
        (await _anna.NextMessageAsync()).GetProperty("text").GetString().ShouldBe("Hi");
    }

    [Theory]
    [InlineData("41")]
    [InlineData("1")]
    [InlineData("42[\"update_client\",{\"list\":[\"Anna\"]}")]
    [InlineData("\u0000\u00ff junk")]
    [InlineData("")]
    [InlineData("42[\"im\",{\"from\":\"Victor\",\"to\":\"Anna\",\"text\":\"Hi\",\"forwarded\":false,\"id\":\"m\",\"at\":1767225600000}")]
    [InlineData("42[\"im\",{\"from\":\"Mallory\",\"to\":\"Billy\",\"text\":\"Hi\",\"forwarded\":false,\"id\":\"m\",\"at\":1767225600000}")]
    [InlineData("42[\"im\",{\"from\":\"Mallory\",\"to\":\"Anna\",\"text\":\"Hi\",\"forwarded\":false,\"id\":\"n\",\"at\":1767225600000}")]
    [InlineData("42[\"im\",{\"from\":\"Mallory\",\"to\":\"Anna\",\"text\":\"Hi\",\"forwarded\":false,\"id\":\"m\",\"at\":1767225600001}")]
    [InlineData(
        "42[\"im\",{\"from\":\"Mallory\",\"to\":\"Anna\",\"text\":\"\",\"from\":\"Victor\","
            + "\"forwarded\":false,\"id\":\"m\",\"at\":1767225600000}")]
    public async Task Forward_FrameThatIsNotItsMessage_ReachesNobody(string frame)
    {
        var message = Message("Mallory", "Anna");
        message.Frame = ByteString.CopyFromUtf8(frame);
        (await _peer.ForwardAsync(message)).ShouldBe(0u);
        await ShouldHaveHeardNothingAsync();
    }

    [Fact]
    public async Task Forward_OfSomebodyElsesUser_ReachesNobody()
    {
        (await _peer.ForwardAsync(Message("Victor", "Anna"))).ShouldBe(0u);
        (await _peer.ForwardAsync(Message("Anna", "Anna"))).ShouldBe(0u);
        await ShouldHaveHeardNothingAsync();
    }

    [Fact]
    public async Task Forward_KeyOfAnotherMessage_ReachesNobody()
    {
        var message = Message("Mallory", "Anna");
        message.Key = 7;
        (await _peer.ForwardAsync(message)).ShouldBe(0u);
        await ShouldHaveHeardNothingAsync();
    }

    [Fact]
    public async Task Pull_OfItsOwnUser_IsTaken()
    {
        (await _peer.AskAsync(new() { Pull = new() { Request = 1, Question = 1, User = "Mallory" } })).ShouldBe(1u);
    }

    [Fact]
    public async Task Pull_OfSomebodyElsesUser_GetsNothing()
    {
        await _anna.AskAsync(new { from = "Anna", to = "Anna", text = "secret" });
        (await _peer.AskAsync(new() { Pull = new() { Request = 1, Question = 1, User = "Anna" } })).ShouldBe(0u);
        (await _peer.AskAsync(new() { Pull = new() { Request = 1, Question = 1, User = "Anna", SessionKeys = { "guess" } } })).ShouldBe(0u);
    }

    [Fact]
    public async Task Handoff_SessionOfSomebodyElsesUser_IsNotTaken()
    {
        var piece = new HandoffPiece { User = "Carl", Sessions = { new HandedOffSession { Key = "a key of a client", AwayMs = 1 } } };
        (await _peer.AskAsync(new() { HandoffPiece = piece })).ShouldBe(0u);
        _servers.Node().Directory.Find(Name("Carl")).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task Missed_OfAnotherOrigin_EndsTheLink()
    {
        var entry = new Entry { Origin = 77, Number = 1, At = At, Frame = Frame("Victor", "Anna") };
        await _peer.SayAsync(Saying(new() { Missed = new() { User = "Anna", Entries = { entry }, LastNumber = 1 } }));
        (await _peer.CloseAsync()).ShouldBe(LinkCloseCode.ForgedOrigin);
        _anna.HasMessage.ShouldBeFalse();
    }

    [Fact]
    public async Task Missed_FrameOfOthers_ReachesNobody()
    {
        var entry = new Entry { Number = 1, At = At, Frame = Frame("Victor", "Billy") };
        await _peer.AskAsync(new() { Missed = new() { User = "Anna", Entries = { entry }, LastNumber = 1 } });
        entry.Frame = ByteString.CopyFromUtf8("41");
        await _peer.AskAsync(new() { Missed = new() { User = "Anna", Entries = { entry }, LastNumber = 1 } });
        await ShouldHaveHeardNothingAsync();
    }

    [Fact]
    public async Task Missed_OfAUserWhomNobodyKnows_IsNotTaken()
    {
        var entry = new Entry { Number = 1, At = At, Frame = Frame("Mallory", "Carl") };
        (await _peer.AskAsync(new() { Missed = new() { User = "Carl", Entries = { entry }, LastNumber = 1 } })).ShouldBe(0u);
    }

    [Fact]
    public async Task Revocation_OfATimeToCome_OrInHeaps_IsNotTaken()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        (await TellAsync("revocations", Encoding.UTF8.GetBytes($"u\tVictor\t{now}\n"))).ShouldBe(1u);
        (await TellAsync("revocations", Encoding.UTF8.GetBytes($"u\tAnna\t{now + 3_600_000}\n"))).ShouldBe(0u);
        var heap = string.Concat(Enumerable.Range(0, 257).Select(i => $"t\t{i}\t{now}\n"));
        (await TellAsync("revocations", Encoding.UTF8.GetBytes(heap))).ShouldBe(0u);
    }

    [Fact]
    public async Task TagSecrets_MoreThanAMessageHas_AreNotTaken()
    {
        (await TellAsync("offset-tags", new byte[257 * 36])).ShouldBe(1u);
        (await TellAsync("offset-tags", new byte[258 * 36])).ShouldBe(0u);
    }

    [Fact]
    public async Task Junk_EndsTheLink()
    {
        await _peer.SayRawAsync([1, 2, 3]);
        (await _peer.CloseAsync()).ShouldBe(LinkCloseCode.Malformed);
    }

    [Fact]
    public async Task SecondLink_WithTheRightIncarnationAndALargerNumber_DoesNotReplaceTheLiveOne()
    {
        await using var other = await MaliciousPeer.ListenAsync(Two, new("server-1"), Ports.Free(1)[0]);
        other.Incarnation = _peer.Incarnation; // told, or guessed
        await other.OpenAsync(_servers.Url(), _stolen, TestContext.Current.CancellationToken);
        var hello = other.HelloOf(1UL << 40);
        hello.LifeKey = ByteString.CopyFrom(Enumerable.Repeat((byte)1, 16).ToArray());
        await other.SayAsync(new Frame { Hello = hello });

        (await other.CloseAsync()).ShouldBe(LinkCloseCode.DuplicateId);
        other.CloseDetail.ShouldNotBeNull().ShouldNotContain($"{_peer.Incarnation}");
        (await _peer.ForwardAsync(Message("Mallory", "Anna"))).ShouldBe(1u);
    }

    [Fact]
    public async Task Link_InTheNameOfAnotherServer_IsRefused()
    {
        await using var other = await MaliciousPeer.ListenAsync(new("server-3"), new("server-1"), Ports.Free(1)[0]);
        await Should.ThrowAsync<System.Net.WebSockets.WebSocketException>(
            () => other.OpenAsync(_servers.Url(), _stolen, TestContext.Current.CancellationToken));
    }

    private Task<uint> TellAsync(string channel, byte[] payload) =>
        _peer.ForwardAsync(new() { Channel = channel, Frame = ByteString.CopyFrom(payload) });

    /// <summary>What comes after it comes alone.</summary>
    private async Task ShouldHaveHeardNothingAsync()
    {
        (await _peer.ForwardAsync(Message("Mallory", "Anna", "after"))).ShouldBe(1u);
        (await _anna.NextMessageAsync()).GetProperty("text").GetString().ShouldBe("after");
        _anna.HasMessage.ShouldBeFalse();
    }

    private Forward Message(string from, string to, string text = "Hi") => new()
    {
        Id = "m", From = from, To = to, Number = ++_number, At = At, Frame = Frame(from, to, text),
    };

    private static Frame Saying(RecoveryMessage message) =>
        new() { Forwards = { new Forward { Sequence = 1, Channel = "recovery", Frame = message.ToByteString() } } };

    private static ByteString Frame(string from, string to, string text = "Hi") => ByteString.CopyFrom(Encoding.UTF8.GetBytes(
        $$"""42["im",{"from":"{{from}}","to":"{{to}}","text":"{{text}}","forwarded":false,"id":"m","at":{{At}}}"""));

    private static UserName Name(string text) =>
        UserName.TryCreate(text, out var name, out _) ? name : throw new InvalidOperationException(text);
}
