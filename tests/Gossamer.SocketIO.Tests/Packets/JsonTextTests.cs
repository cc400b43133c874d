using System.Text;
using System.Text.Json;
using CsCheck;
using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO.Tests.Packets;

/// <summary>The platform's reader is the judge: whatever it takes is taken, whatever it refuses is refused.</summary>
public sealed class JsonTextTests
{
    private const string Sample =
        """[ "message" , {"from":"anna","to":["billy",null,true,false],"n":[-0,1.5e+3,0.25E-7,12],"e":"\u00e9\"\\\/\b\f\n\r\t"},{},[] ]""";

    private static readonly string[] Pieces =
    [
        "[", "]", "{", "}", ",", ":", "\"", "\"a\"", "\"a\":", "\\", "\\u12aF", "\\u12", "\\n", "\\x", "0", "-", "1", "9", ".", "e", "E",
            "+", "true", "false", "null",
        "tru", "nul", " ", "\t", "\r", "\n", "\f", "\0", "\u001f", "\u007f", "€", "😀", "\ufeff", "/", "abcdefghijklmnop",
            "0123456789abcdef\"",
    ];

    [Fact]
    public void Sample_IsTaken() => Agrees(Encoding.UTF8.GetBytes(Sample)).ShouldBeTrue();

    [Fact]
    public void EveryPrefix_IsRefused()
    {
        var bytes = Encoding.UTF8.GetBytes(Sample);
        for (var length = 0; length < bytes.Length; length++)
            Agrees(bytes[..length]).ShouldBeFalse();
    }

    [Fact]
    public void EveryByteChanged_AgreesWithTheReader()
    {
        var bytes = Encoding.UTF8.GetBytes(Sample);
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = bytes.ToArray();
            for (var value = 0; value < 256; value++)
            {
                changed[at] = (byte)value;
                Agrees(changed);
            }
        }
    }

    [Fact]
    public void Depth_AgreesWithTheReader()
    {
        for (var depth = 60; depth < 70; depth++)
        {
            var arrays = Encoding.ASCII.GetBytes(new string('[', depth) + new string(']', depth));
            var objects = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth));
            Agrees(arrays).ShouldBe(depth <= 64);
            Agrees(objects).ShouldBe(depth <= 64);
        }
    }

    [Fact]
    public void Nesting_OfBothKindsAtAnyDepth_AgreesWithTheReader() =>
        Gen.Bool.Array[1, 70].Select(Gen.Int[0, 71], (kinds, wrong) => (kinds, wrong)).Sample(nest =>
        {
            var text = new StringBuilder();
            foreach (var isObject in nest.kinds)
                text.Append(isObject ? "{\"a\":" : "[");
            text.Append('1');
            for (var i = nest.kinds.Length - 1; i >= 0; i--)
                text.Append(nest.kinds[i] == (i != nest.wrong) ? '}' : ']');
            Agrees(Encoding.ASCII.GetBytes(text.ToString()));
        });

    [Fact]
    public void Pieces_InAnyOrder_AgreeWithTheReader() =>
        Gen.Int[0, Pieces.Length - 1].Array[0, 12].Sample(
            pieces => { Agrees(Encoding.UTF8.GetBytes(string.Concat(pieces.Select(i => Pieces[i])))); },
            iter: 100_000);

    [Fact]
    public void Strings_OfEveryLength_EndWhereTheyEnd()
    {
        for (var length = 0; length < 70; length++)
        {
            for (var at = 0; at <= length; at++)
            {
                foreach (var special in "\"\\\u001f€")
                    Agrees(Encoding.UTF8.GetBytes($"\"{new string('x', at)}{special}{new string('x', length - at)}\""));
            }
        }
    }

    private static bool Agrees(byte[] text)
    {
        var valid = JsonText.IsValid(text);
        valid.ShouldBe(IsValidToTheReader(text), Encoding.UTF8.GetString(text));
        return valid;
    }

    private static bool IsValidToTheReader(byte[] text)
    {
        var reader = new Utf8JsonReader(text);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
