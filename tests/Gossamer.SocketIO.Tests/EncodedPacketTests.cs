using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests;

public sealed class EncodedPacketTests
{
    private static readonly ReadOnlyMemory<byte> Head = Wire.Text("""42["im",{"text":"é😀"}""");
    private static readonly ReadOnlyMemory<byte> Tail = Wire.Text(""","a:ö"]""");

    [Fact]
    public void FromFrame_OfTwoParts_KeepsThemAsTheyAre()
    {
        var packet = EncodedPacket.FromFrame(Head, Tail);

        packet.Frame.ShouldBe(Head);
        packet.Tail.ShouldBe(Tail);
        packet.Offset.ShouldBeNull();
        packet.Size.ShouldBe(Head.Length + Tail.Length);
    }

    [Fact]
    public void FromFrame_OfOnePart_HasNoTail() => EncodedPacket.FromFrame(Head, offset: "x").Tail.IsEmpty.ShouldBeTrue();

    /// <summary>Revision 3 polling is the one that has to look at the text: it is asked for ASCII.</summary>
    [Theory]
    [MemberData(nameof(Dialect.All), MemberType = typeof(Dialect))]
    public async Task Send_OfTwoParts_IsOnePacket(Dialect dialect)
    {
        await using var server = await ApiServer.StartAsync();
        var client = await server.JoinAsync(dialect);

        server.IO.Sockets.Single().Send(EncodedPacket.FromFrame(Head, Tail)).ShouldBeTrue();

        var escapes = dialect is { Revision: 3, Polls: true };
        (await client.NextAsync()).ShouldBe(escapes
            ? """2["im",{"text":"\u00e9\ud83d\ude00"},"a:\u00f6"]"""
            : """2["im",{"text":"é😀"},"a:ö"]""");
    }
}
