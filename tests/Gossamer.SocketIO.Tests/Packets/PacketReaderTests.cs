using System.Text;
using CsCheck;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO.Tests.Packets;

public sealed class PacketReaderTests
{
    [Theory]
    [MemberData(nameof(PacketVectors.Names), MemberType = typeof(PacketVectors))]
    public void TryRead_Vector_GivesPacket(string name)
    {
        var vector = PacketVectors.Get(name);
        TryRead(Wire.Text(vector.Text), out var packet).ShouldBeTrue();
        packet.Type.ShouldBe(vector.Type);
        Encoding.UTF8.GetString(packet.Namespace.Span).ShouldBe(vector.Ns == "/" ? "" : vector.Ns);
        packet.AckId.ShouldBe(vector.AckId);
        packet.Attachments.ShouldBe(vector.Attachments);
        Encoding.UTF8.GetString(packet.Data.Span).ShouldBe(vector.Json);
    }

    [Theory]
    [InlineData("0/admin", "/admin", "")]
    [InlineData("1/admin", "/admin", "")]
    [InlineData("0/", "/", "")]
    [InlineData("""2/,["a"]""", "/", """["a"]""")]
    [InlineData("""2 [ "a" ] """, "", """ [ "a" ] """)]
    public void TryRead_OtherWaysToWriteIt_GivesPacket(string text, string ns, string json)
    {
        TryRead(Wire.Text(text), out var packet).ShouldBeTrue();
        Encoding.UTF8.GetString(packet.Namespace.Span).ShouldBe(ns);
        Encoding.UTF8.GetString(packet.Data.Span).ShouldBe(json);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("abc")]
    [InlineData("0[]")]
    [InlineData("0\"token\"")]
    [InlineData("01{}x")]
    [InlineData("0{")]
    [InlineData("0nul")]
    [InlineData("1[]")]
    [InlineData("1{}")]
    [InlineData("2")]
    [InlineData("2{}")]
    [InlineData("2[]")]
    [InlineData("2[1]")]
    [InlineData("2[null]")]
    [InlineData("2[[\"a\"]]")]
    [InlineData("2\"a\"")]
    [InlineData("2[\"a\"")]
    [InlineData("2[\"a\",]")]
    [InlineData("2[\"a\"]x")]
    [InlineData("2[\"a\"][\"b\"]")]
    [InlineData("2[\"a\",undefined]")]
    [InlineData("2[\"a\",//comment\n1]")]
    [InlineData("2[\"a\u0001\"]")]
    [InlineData("2/admin")]
    [InlineData("2/admin,")]
    [InlineData("2admin,[\"a\"]")]
    [InlineData("2-1[\"a\"]")]
    [InlineData("212345678901234567[\"a\"]")]
    [InlineData("3[]")]
    [InlineData("31")]
    [InlineData("31{}")]
    [InlineData("31\"a\"")]
    [InlineData("4")]
    [InlineData("4[]")]
    [InlineData("41")]
    [InlineData("5[\"a\"]")]
    [InlineData("5-[\"a\"]")]
    [InlineData("5")]
    [InlineData("51")]
    [InlineData("51-")]
    [InlineData("5x-[\"a\"]")]
    [InlineData("5--1-[\"a\"]")]
    [InlineData("511-[\"a\"]")]
    [InlineData("599999-[\"a\"]")]
    [InlineData("54294967297-[\"a\"]")]
    [InlineData("61-[]")]
    [InlineData("6[]")]
    public void TryRead_NotTheProtocol_IsFalse(string text) => TryRead(Wire.Text(text), out _).ShouldBeFalse();

    [Theory]
    [InlineData("connect")]
    [InlineData("connect_error")]
    [InlineData("disconnect")]
    [InlineData("disconnecting")]
    [InlineData("newListener")]
    [InlineData("removeListener")]
    [InlineData("\\u0063onnect")]
    public void TryRead_ReservedEvent_IsFalse(string name) => TryRead(Wire.Text($"2[\"{name}\"]"), out _).ShouldBeFalse();

    /// <summary>Whoever compares such a name with another gets an exception from the JSON reader.</summary>
    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\ud800xx")]
    [InlineData("connec\\udc00")]
    [InlineData("\\ud800\\u0041newListener")]
    public void TryRead_EventNameWithLoneSurrogate_IsFalse(string name) => TryRead(Wire.Text($"2[\"{name}\"]"), out _).ShouldBeFalse();

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void TryRead_LongNamespace_IsBounded(int length, bool expected) =>
        TryRead(Wire.Text("0/" + new string('n', length - 1) + ","), out _).ShouldBe(expected);

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    [InlineData(100_000, false)]
    public void TryRead_DeepJson_IsBounded(int depth, bool expected) =>
        TryRead(Wire.Text("2[\"a\"," + new string('[', depth) + new string(']', depth) + "]"), out _).ShouldBe(expected);

    [Fact]
    public void TryRead_EveryCutOfVector_NeverThrows()
    {
        foreach (var vector in PacketVectors.Every)
        {
            var bytes = Wire.Text(vector.Text);
            for (var at = 0; at <= bytes.Length; at++)
            {
                TryRead(bytes.AsSpan(0, at), out _);
                TryRead(bytes.AsSpan(at), out _);
            }
        }
    }

    [Fact]
    public void TryRead_ChangedBytes_NeverThrows() =>
        Gen.Select(OneOf.These([.. PacketVectors.Every]), Gen.Int[0, 1000], Gen.Byte, Gen.Int[0, 1000],
            Gen.Byte).Sample((vector, at, value, at2, value2) =>
        {
            var bytes = Wire.Text(vector.Text);
            bytes[at % bytes.Length] = value;
            bytes[at2 % bytes.Length] = value2;
            TryRead(bytes, out _);
        }, iter: 50_000);

    [Fact]
    public void TryRead_RandomPiecesOfTheGrammar_NeverThrows()
    {
        string[] pieces = ["2", "0", "3", "51-", "6", "/", "/a,", ",", "-", "12", "[", "]", "{", "}", "\"", "\"a\"", "\\", "\\ud800",
            "\\u0063", "connect", ":", "1e9", "null", " ", "😀"];
        OneOf.These(pieces).Array[0, 14].Sample(chosen => { TryRead(Wire.Text(string.Concat(chosen)), out _); }, iter: 50_000);
    }

    [Fact]
    public void TryRead_RandomBytes_NeverThrows() => 
        Gen.Byte.Array[0, 40].Sample(bytes => { TryRead(bytes, out _); }, iter: 10_000);

    private static bool TryRead(ReadOnlySpan<byte> text, out Packet packet)
    {
        var fenced = Wire.Fenced(text);
        if (!PacketReader.TryRead(fenced, PacketVectors.Limits, out packet))
            return false;
        fenced.Holds(packet.Data).ShouldBeTrue();
        fenced.Holds(packet.Namespace).ShouldBeTrue();
        return true;
    }
}
