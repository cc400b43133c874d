using System.Text;
using Google.Protobuf;
using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh.Legacy.Tests;

public sealed class AnnouncedUsersTests
{
    private readonly AnnouncedUsers _told = new(new("ours"));

    [Fact]
    public void Translate_ASnapshotInPieces_IsOneListWithTheLast()
    {
        Translate(new() { Snapshot = Piece(0, false, ("Anna", 1), ("\"<é😀", 2)) }).ShouldBeEmpty();
        Translate(new() { Snapshot = Piece(1, true, ("Carl", 1)) }).ShouldBe(
            ["""42["update_peer",{"peerId":"ours","list":[{"id":"Anna","connections":1},{"id":"\"<é\uD83D\uDE00","connections":2},"""
                + """{"id":"Carl","connections":1}]}]"""]);
    }

    [Fact]
    public void Translate_AnEmptySnapshot_SaysNothing() => Translate(new() { Snapshot = Piece(0, true) }).ShouldBeEmpty();

    [Fact]
    public void Translate_ALaterSnapshot_TakesBackWhoIsGone()
    {
        Translate(new() { Snapshot = Piece(0, true, ("Anna", 1), ("Billy", 1)) });

        Translate(new() { Snapshot = Piece(0, true, ("Billy", 2)) }).ShouldBe([User("Anna", 0),
            """42["update_peer",{"peerId":"ours","list":[{"id":"Billy","connections":2}]}]"""]);
    }

    [Fact]
    public void Translate_Changes_AreToldUserByUser() =>
        Translate(new() { Changes = new() { Users = { "Anna", "Billy" }, Connections = { 3, 0 } } }).ShouldBe([User("Anna", 3),
            User("Billy", 0)]);

    [Fact]
    public void Translate_AGoodbye_TakesBackAllWhoAreStillTold()
    {
        Translate(new() { Snapshot = Piece(0, true, ("Anna", 1), ("Billy", 1)) });
        Translate(new() { Changes = new() { Users = { "Anna", "Carl" }, Connections = { 0, 1 } } });

        Translate(new() { Goodbye = new() }).Order(StringComparer.Ordinal).ShouldBe([User("Billy", 0), User("Carl", 0)]);
    }

    [Fact]
    public void Translate_AForward_IsTheClientsFrameMarkedAsForwarded()
    {
        // without its end
        const string Frame = """42["im",{"from":"Anna","to":"Billy","text":"say \"forwarded\":false","forwarded":false,"id":"1","at":2}""";

        Translate(new() { Forwards =
            { new Forward { Sequence = 1, Id = "1", From = "Anna", To = "Billy", Frame = ByteString.CopyFromUtf8(Frame) } } })
            .ShouldBe(["""42["im",{"from":"Anna","to":"Billy","text":"say \"forwarded\":false","forwarded":true,"id":"1","at":2}]"""]);
    }

    [Fact]
    public void Translate_ANodeMessage_SaysNothing() => Translate(
        new() { Forwards = { new Forward { Sequence = 1, Channel = "recovery", Frame = ByteString.CopyFromUtf8("x") } } }).ShouldBeEmpty();

    private string[] Translate(Frame frame) => [.. _told.Translate(frame).Select(packet => Encoding.UTF8.GetString(packet.Span))];

    private static string User(string id, int connections) =>
        $$$"""42["update_peer",{"peerId":"ours","user":{"id":"{{{id}}}","connections":{{{connections}}}}}]""";

    private static Snapshot Piece(uint index, bool last, params (string User, uint Connections)[] users)
    {
        var piece = new Snapshot { Version = 7, Index = index, Last = last };
        foreach (var (user, connections) in users)
        {
            piece.Users.Add(user);
            piece.Connections.Add(connections);
        }

        return piece;
    }
}
