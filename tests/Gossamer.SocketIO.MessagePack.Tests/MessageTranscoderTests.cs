using System.Text.Json;

namespace Gossamer.SocketIO.MessagePack.Tests;

public sealed class MessageTranscoderTests
{
    /// <summary>JavaScript has one kind of number: what is whole is written as an integer.</summary>
    [Theory]
    [InlineData("1.0", "01")]
    [InlineData("-2.50e1", "e7")]
    [InlineData("1e3", "cd03e8")]
    [InlineData("-0", "00")]
    [InlineData("9223372036854775807", "cf7fffffffffffffff")]
    [InlineData("-9223372036854775808", "d38000000000000000")]
    [InlineData("18446744073709551615", "cfffffffffffffffff")]
    [InlineData("18446744073709551616", "cb43f0000000000000")]
    [InlineData("1E+23", "cb44b52d02c7e14af6")]
    [InlineData("1e400", "cb7ff0000000000000")] // as JSON.parse reads it
    [InlineData("0.10000000149011612", "cb3fb99999a0000000")]
    [InlineData("12345678901234567890123.5", "cb4484ea15b273b38a")]
    public void Write_Number_IsAsJavaScriptReadsIt(string json, string hex) =>
        Data($"[\"n\",{json}]").ShouldBe("92a16e" + hex);

    [Theory]
    [InlineData(31, "bf")]
    [InlineData(32, "d920")]
    [InlineData(255, "d9ff")]
    [InlineData(256, "da0100")]
    [InlineData(65535, "daffff")]
    [InlineData(65536, "db00010000")]
    public void Write_String_HasTheShortestHead(int length, string head)
    {
        var data = Data($"[\"{new string('x', length)}\"]");

        data.ShouldStartWith("91" + head + "78");
        data.Length.ShouldBe(2 + head.Length + (2 * length));
    }

    [Theory]
    [InlineData(255, "c4ff")]
    [InlineData(256, "c50100")]
    [InlineData(65536, "c600010000")]
    public void Write_Bytes_HaveTheShortestHead(int length, string head) =>
        Data("""["b",{"_placeholder":true,"num":0}]""", new byte[length]).ShouldStartWith("92a162" + head + "00");

    [Theory]
    [InlineData(15, "9f", "8f")]
    [InlineData(16, "dc0010", "de0010")]
    [InlineData(65535, "dcffff", "deffff")]
    [InlineData(65536, "dd00010000", "df00010000")]
    public void Write_ArrayAndObject_SayHowMuchIsInThem(int count, string array, string map)
    {
        var elements = string.Join(',', Enumerable.Repeat("[]", count));
        var members = string.Join(',', Enumerable.Repeat("\"\":{}", count));

        Data($"[{elements}]").ShouldStartWith(array + "9090");
        Data($"{{{members}}}").ShouldStartWith(map + "a080a080");
    }

    [Fact]
    public void Write_EscapedText_IsWrittenOut() => Data("""["\ud83d\ude00","\u0061"]""").ShouldBe("92a4f09f9880a161");

    /// <summary>A client's own object of that form must not be able to repeat what it sent once.</summary>
    [Fact]
    public void Write_PlaceholderAgain_IsAnObject()
    {
        const string Placeholder = """{"_placeholder":true,"num":0}""";

        Data($"[{Placeholder},{Placeholder}]", new byte[] { 1 }).ShouldBe("92" + "c40101" + "82ac5f706c616365686f6c646572c3a36e756d00");
    }

    [Theory]
    [InlineData("""{"_placeholder":true,"num":1}""")]
    [InlineData("""{"_placeholder":true,"num":-1}""")]
    [InlineData("""{"_placeholder":false,"num":0}""")]
    [InlineData("""{"_placeholder":true,"num":0,"x":1}""")]
    [InlineData("""{"num":0,"_placeholder":true}""")]
    [InlineData("""{"_placeholder":true}""")]
    [InlineData("{}")]
    public void Write_WhatIsNoPlaceholder_IsAnObject(string json) => Data($"[{json}]", new byte[] { 1 }).ShouldStartWith("918");

    [Theory]
    [InlineData("[")]
    [InlineData("[1,]")]
    [InlineData("x")]
    public void Write_NoJson_Throws(string json) => Should.Throw<JsonException>(() => Wire.Write(json));

    /// <summary>The bytes of the data alone.</summary>
    private static string Data(string json, params ReadOnlyMemory<byte>[] attachments)
    {
        const string Before = "83a47479706502a464617461";
        const string After = "a36e7370a12f";
        var message = Convert.ToHexStringLower(Wire.Write(json, attachments));
        message.ShouldStartWith(Before);
        message.ShouldEndWith(After);
        return message[Before.Length..^After.Length];
    }
}
