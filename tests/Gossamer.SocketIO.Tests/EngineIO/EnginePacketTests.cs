using CsCheck;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.EngineIO;

public sealed class EnginePacketTests
{
    [Theory]
    [InlineData("0{}", 0, "{}")]
    [InlineData("1", 1, "")]
    [InlineData("2probe", 2, "probe")]
    [InlineData("3", 3, "")]
    [InlineData("4😀", 4, "😀")]
    [InlineData("5", 5, "")]
    [InlineData("6", 6, "")]
    public void TryParseText_Packet_GivesTypeAndData(string text, int type, string data)
    {
        EnginePacket.TryParseText(Wire.Text(text), out var packet).ShouldBeTrue();
        packet.Type.ShouldBe((EnginePacketType)type);
        packet.IsBinary.ShouldBeFalse();
        packet.Data.ToArray().ShouldBe(Wire.Text(data));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("/")]
    [InlineData("abc")]
    [InlineData(" 4")]
    [InlineData("\0")]
    public void TryParseText_NoPacket_IsFalse(string text) => EnginePacket.TryParseText(Wire.Text(text), out _).ShouldBeFalse();

    [Theory]
    [InlineData(EngineProtocol.V4, "bAQL/")]
    [InlineData(EngineProtocol.V3, "b4AQL/")]
    internal void TryParseText_BytesAsText_IsABinaryMessage(EngineProtocol protocol, string text)
    {
        EnginePacket.TryParseText(protocol, Wire.Text(text), out var packet).ShouldBeTrue();
        (packet.Type, packet.IsBinary).ShouldBe((EnginePacketType.Message, true));
        packet.Data.ToArray().ShouldBe([1, 2, 255]);
        new EngineFrame(packet.Data, IsBinary: true).AsText(protocol).Bytes.ToArray().ShouldBe(Wire.Text(text));
    }

    [Theory]
    [InlineData(EngineProtocol.V4, "bAQL")]
    [InlineData(EngineProtocol.V4, "b?")]
    [InlineData(EngineProtocol.V3, "bAQL/")]
    [InlineData(EngineProtocol.V3, "b2AQL/")]
    [InlineData(EngineProtocol.V3, "b")]
    internal void TryParseText_NoBase64_IsFalse(EngineProtocol protocol, string text) =>
        EnginePacket.TryParseText(protocol, Wire.Text(text), out _).ShouldBeFalse();

    [Fact]
    public void TryParseBinary_Revision4_IsMessageWhateverItHolds() =>
        Gen.Byte.Array[0, 20].Sample(bytes =>
        {
            EnginePacket.TryParseBinary(EngineProtocol.V4, bytes, out var packet).ShouldBeTrue();
            packet.ShouldBe(new EnginePacket(EnginePacketType.Message, bytes, IsBinary: true));
        });

    [Fact]
    public void TryParseBinary_Revision3_TakesTypeFromFirstByte()
    {
        EnginePacket.TryParseBinary(EngineProtocol.V3, Wire.Hex("04 01 02"), out var packet).ShouldBeTrue();
        packet.Type.ShouldBe(EnginePacketType.Message);
        packet.IsBinary.ShouldBeTrue();
        packet.Data.ToArray().ShouldBe(Wire.Hex("01 02"));
    }

    /// <summary>A ping as bytes would be answered by a pong as text, holding whatever bytes the client chose.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("02 ff")]
    [InlineData("00")]
    [InlineData("06")]
    [InlineData("07")]
    [InlineData("34 01")]
    [InlineData("ff")]
    public void TryParseBinary_Revision3ButNoMessage_IsFalse(string hex) =>
        EnginePacket.TryParseBinary(EngineProtocol.V3, Wire.Hex(hex), out _).ShouldBeFalse();
}
