namespace Gossamer.SocketIO.MessagePack.Tests;

/// <summary>What JSON has not, and how JavaScript would write it: the first column is what notepack makes of it.</summary>
public sealed class JsonTranscoderTests
{
    [Theory]
    [InlineData("92 a164 d7000000019c13ec9e00", """["d","2026-01-31T12:00:00.000Z"]""")] // new Date(Date.UTC(2026, 0, 31, 12))
    [InlineData("92 a164 d700ffffffffffffffff", """["d","1969-12-31T23:59:59.999Z"]""")] // new Date(-1)
    [InlineData("92 a164 d7000000e677d21fdbff", """["d","9999-12-31T23:59:59.999Z"]""")]
    [InlineData("92 a164 d7000000e677d21fdc00", """["d",null]""")] // the year 10000
    [InlineData("92 a164 d700ffffc77cedd32800", """["d","0001-01-01T00:00:00.000Z"]""")]
    [InlineData("92 a164 d700ffffc77cedd327ff", """["d",null]""")] // the year 0
    [InlineData("92 a164 d7008000000000000000", """["d",null]""")]
    [InlineData("93 a175 d40000 82 a161 d40000 a162 01", """["u",null,{"b":1}]""")] // undefined, {a: undefined, b: 1}
    [InlineData("94 a166 cb7ff8000000000000 cb7ff0000000000000 cbfff0000000000000", """["f",null,null,null]""")]
    [InlineData("93 a166 ca3f800000 cb43300000 00000000", """["f",1,4503599627370496]""")] // whole numbers as floats
    [InlineData("93 a166 cb4380000000000000 cbc3e0000000000000", """["f",144115188075855872,-9223372036854775808]""")]
    [InlineData("92 a166 cb43e0000000000000", """["f",9.223372036854776E+18]""")]
    [InlineData("92 a166 ca3dcccccd", """["f",0.10000000149011612]""")] // float 32
    [InlineData("92 a166 cb44b52d02c7e14af6", """["f",1E+23]""")]
    [InlineData("93 a166 cf8000000000000000 cfffffffffffffffff", """["f",9223372036854775808,18446744073709551615]""")]
    [InlineData("92 a166 d38000000000000000", """["f",-9223372036854775808]""")]
    [InlineData("92 a173 a3f09f98", "[\"s\",\"\ufffd\"]")] // no UTF-8
    [InlineData("92 a173 a2c328", "[\"s\",\"\ufffd(\"]")]
    [InlineData("92 a16d 83 01 c2 ff c3 a1ff c0", "[\"m\",{\"1\":false,\"-1\":true,\"\ufffd\":null}]")] // numbers as names
    [InlineData("92 a165 d60501020304", """["e",[5,{"_placeholder":true,"num":0}]]""")] // an extension
    [InlineData("92 a165 d500 0102", """["e",[0,{"_placeholder":true,"num":0}]]""")]
    [InlineData("92 a165 c70105 01", """["e",[5,{"_placeholder":true,"num":0}]]""")]
    [InlineData("92 a165 c70100 01", """["e",{"_placeholder":true,"num":0}]""")] // an ArrayBuffer
    public void TryWrite_WhatJsonHasNot_IsAsFromJavaScript(string data, string json) => Wire.Parse(Wire.Event(data)).Json().ShouldBe(json);

    [Theory]
    [InlineData("92 a16d 81 c0 01")]
    [InlineData("92 a16d 81 c3 01")]
    [InlineData("92 a16d 81 90 01")]
    [InlineData("92 a16d 81 80 01")]
    [InlineData("92 a16d 81 c401ff 01")]
    [InlineData("92 a16d 81 cb3ff8000000000000 01")]
    public void TryWrite_NameThatIsNoStringOrInteger_IsRefused(string data) => Wire.TryParse(Wire.Event(data), out _).ShouldBeFalse();

    [Theory]
    [InlineData(63, "c0", true)] // the array of the event is the first level
    [InlineData(64, "c0", false)]
    [InlineData(62, "c400", true)] // a placeholder is a level
    [InlineData(63, "c400", false)]
    [InlineData(61, "d40501", true)] // and an extension two
    [InlineData(62, "d40501", false)]
    public void TryWrite_Depth_IsThatOfJson(int depth, string innermost, bool isTaken)
    {
        var arrays = string.Concat(Enumerable.Repeat("91", depth));
        var maps = string.Concat(Enumerable.Repeat("81a161", depth));

        Wire.TryParse(Wire.Event($"92 a161 {arrays} {innermost}"), out _).ShouldBe(isTaken);
        Wire.TryParse(Wire.Event($"92 a161 {maps} {innermost}"), out _).ShouldBe(isTaken);
    }

    [Fact]
    public void TryWrite_ControlCharacters_GrowSixTimes()
    {
        var characters = string.Concat(Enumerable.Repeat("01", 0x4000));

        var packet = Wire.Parse(Wire.Event($"92 a173 da4000 {characters}"));

        packet.Data.Length.ShouldBe((6 * 0x4000) + "[\"s\",\"\"]".Length);
    }
}
