using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gossamer.Mesh.Legacy.Tests;

public sealed class LegacyPeersTests
{
    private static readonly NodeId Old = new("old-1");
    private static readonly IPAddress Its = IPAddress.Parse("10.0.0.7");

    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly LegacyOptions _options = new() { MaxUsersPerPeer = 3 };
    private readonly LegacyPeers _peers;

    public LegacyPeersTests()
    {
        _options.Peers.Add(Old, Its);
        _options.Peers.Add(new("old-2"), IPAddress.Parse("10.0.0.8"));
        _peers = new(Options.Create(_options), Options.Create(new MeshOptions { Id = new("ours") }), _time,
            NullLogger<LegacyPeers>.Instance);
    }

    [Fact]
    public void OnUpdatePeer_OfItsOwnAddressAndId_IsBelieved()
    {
        Hear("""{"peerId":"old-1","list":[{"id":"Anna","connections":2},{"id":"😀","connections":1}]}""").ShouldBe(Old);

        Users().ShouldBe(["Anna 2", "😀 1"]);
        Hear("""{"peerId":"old-1","user":{"id":"Anna","connections":0}}""").ShouldBe(Old);
        Users().ShouldBe(["😀 1"]);
    }

    [Fact]
    public void OnUpdatePeer_OfAnAddressWrittenAsIPv6_IsBelieved() =>
        Hear("""{"peerId":"old-1","user":{"id":"Anna","connections":1}}""", Its.MapToIPv6()).ShouldBe(Old);

    [Theory]
    [InlineData("10.0.0.7", true)]
    [InlineData("::ffff:10.0.0.8", true)]
    [InlineData("10.0.0.9", false)]
    [InlineData("127.0.0.1", false)]
    public void Knows_AnAddress_IsThatOfOneOfThem(string address, bool isKnown) =>
        _peers.Knows(IPAddress.Parse(address)).ShouldBe(isKnown);

    [Theory]
    [InlineData("10.0.0.7", "old-2")]
    [InlineData("10.0.0.8", "old-1")]
    [InlineData("127.0.0.1", "old-1")]
    [InlineData("10.0.0.7", "ours")]
    [InlineData("10.0.0.7", "Old-1")]
    [InlineData("10.0.0.7", "")]
    public void OnUpdatePeer_OfAnotherAddressOrId_ChangesNothing(string address, string id)
    {
        Hear($$"""{"peerId":"{{id}}","list":[{"id":"Anna","connections":1}]}""", IPAddress.Parse(address)).ShouldBeNull();

        Users().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\"old-1\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"peerId":"old-1"}""")]
    [InlineData("""{"peerId":7,"list":[]}""")]
    [InlineData("""{"peerId":"old-1","list":{}}""")]
    [InlineData("""{"peerId":"old-1","user":[]}""")]
    [InlineData("""{"peerId":"\ud800","list":[]}""")]
    [InlineData("""{"peerId":"old-1","user":{"id":"\ud800","connections":1}}""")]
    public void OnUpdatePeer_OfNoUpdate_ChangesNothing(string update)
    {
        Hear(update).ShouldBeNull();

        Users().ShouldBeEmpty();
    }

    [Fact]
    public void OnUpdatePeer_OfUsersThatCannotBe_LeavesThemOut()
    {
        Hear("""
            {"peerId":"old-1","list":[{"id":"","connections":1},{"id":"a\u0000","connections":1},
             {"id":"Anna"},{"id":"Billy","connections":-1},
             {"id":"Carl","connections":1.5},{"id":"Dora","connections":99999999999},7,null,{"id":"Ed","connections":1}]}
            """).ShouldBe(Old);

        Users().ShouldBe(["Ed 1"]);
    }

    [Fact]
    public void OnUpdatePeer_OfMoreUsersThanTheBound_TakesNoMore()
    {
        Hear("""{"peerId":"old-1","list":[{"id":"a","connections":1},{"id":"b","connections":1},{"id":"c","connections":1},"""
            + """{"id":"d","connections":1}]}""");

        Users().Length.ShouldBe(3);
    }

    [Fact]
    public void OnUpdatePeer_OfAStranger_IsNotReadAtAll()
    {
        var json = Encoding.UTF8.GetBytes($$"""[{"peerId":"{{new string('x', 10_000)}}","user":"x"}]""");
        var arguments = new Utf8JsonReader(json);
        arguments.Read();

        _peers.OnUpdatePeer(new object(), IPAddress.Parse("10.0.0.9"), null, ref arguments).ShouldBeNull();

        arguments.TokenType.ShouldBe(JsonTokenType.StartArray);
    }

    [Fact]
    public void OnUpdatePeer_OnAConnectionOfAnotherLegacyServer_IsRefused()
    {
        _options.Peers[new("old-2")] = Its; // both on one machine
        var connection = new object();
        Hear("""{"peerId":"old-1","user":{"id":"Anna","connections":1}}""", connection: connection).ShouldBe(Old);

        Hear("""{"peerId":"old-2","user":{"id":"Billy","connections":1}}""", connection: connection, believed: Old).ShouldBe(Old);

        Users("old-2").ShouldBeEmpty();
    }

    [Fact]
    public void OnUpdatePeer_AList_ReplacesAllThatWasKnown()
    {
        Hear("""{"peerId":"old-1","list":[{"id":"Anna","connections":1},{"id":"Billy","connections":1}]}""");
        Peer().TakeChanges();

        Hear("""{"peerId":"old-1","list":[{"id":"Billy","connections":1},{"id":"Carl","connections":1}]}""");

        Changes().ShouldBe(["Anna 0", "Carl 1"]);
        Changes().ShouldBeEmpty();
        Users().ShouldBe(["Billy 1", "Carl 1"]);
    }

    [Fact]
    public void OnUpdatePeer_OneUserFirstOnANewConnection_IsAllThatItHas()
    {
        var before = new object();
        Hear("""{"peerId":"old-1","list":[{"id":"Anna","connections":1}]}""", connection: before);
        _peers.Lost(before, Old);

        Hear("""{"peerId":"old-1","user":{"id":"Billy","connections":1}}""", connection: new object());

        Users().ShouldBe(["Billy 1"]);
    }

    [Fact]
    public void Lost_WhoDoesNotComeBack_LosesItsUsersAfterTheGrace()
    {
        var connection = new object();
        Hear("""{"peerId":"old-1","list":[{"id":"Anna","connections":1}]}""", connection: connection);
        _peers.Lost(connection, Old);
        _time.Advance(_options.Grace - TimeSpan.FromMilliseconds(1));
        Users().ShouldBe(["Anna 1"]);

        _time.Advance(TimeSpan.FromMilliseconds(1));

        Users().ShouldBeEmpty();
    }

    [Fact]
    public void Lost_ByAnEarlierConnection_ChangesNothing()
    {
        var (before, now) = (new object(), new object());
        Hear("""{"peerId":"old-1","list":[{"id":"Anna","connections":1}]}""", connection: before);
        Hear("""{"peerId":"old-1","list":[{"id":"Anna","connections":1}]}""", connection: now);

        _peers.Lost(before, Old);
        _time.Advance(_options.Grace);

        Users().ShouldBe(["Anna 1"]);
    }

    private NodeId? Hear(string update, IPAddress? address = null, object? connection = null, NodeId? believed = null)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(update.Length == 0 ? "[\"update_peer\"]" : $"[\"update_peer\",{update}]"));
        reader.Read();
        reader.Read();
        return _peers.OnUpdatePeer(connection ?? this, address ?? Its, believed, ref reader);
    }

    private LegacyPeer Peer(string id = "old-1") => _peers.Find(new(id))!;

    private string[] Users(string id = "old-1")
    {
        var changes = Peer(id).TakeChanges();
        var users = Peer(id).Snapshot();
        foreach (var (user, connections) in changes)
            Peer(id).ConnectionsOf(user.Value).ShouldBe(connections);
        return Texts(users);
    }

    private string[] Changes() => Texts(Peer().TakeChanges());

    private static string[] Texts(KeyValuePair<UserName, int>[] users) =>
        [.. users.Select(user => $"{user.Key.Value} {user.Value}").Order(StringComparer.Ordinal)];
}
