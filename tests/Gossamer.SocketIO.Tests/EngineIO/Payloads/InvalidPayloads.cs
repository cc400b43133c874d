using Gossamer.SocketIO.EngineIO.Payloads;
using static Gossamer.SocketIO.EngineIO.Payloads.PayloadFormat;

namespace Gossamer.SocketIO.Tests.EngineIO.Payloads;

/// <summary>Bodies that are not the protocol, by what is wrong with them.</summary>
internal static class InvalidPayloads
{
    private static readonly Dictionary<string, (PayloadFormat Format, byte[] Body)> All = new(StringComparer.Ordinal)
    {
        ["v4 nothing"] = (V4, []),
        ["v4 type out of range"] = (V4, Wire.Text("7")),
        ["v4 no type"] = (V4, Wire.Text("abc")),
        ["v4 only a separator"] = (V4, Wire.Text("\u001e")),
        ["v4 separator at the end"] = (V4, Wire.Text("4a\u001e")),
        ["v4 separator at the beginning"] = (V4, Wire.Text("\u001e4a")),
        ["v4 two separators"] = (V4, Wire.Text("4a\u001e\u001e4b")),
        ["v4 not base64"] = (V4, Wire.Text("b!!!!")),
        ["v4 base64 cut off"] = (V4, Wire.Text("bAQIDB")),
        ["v4 base64 padded in the middle"] = (V4, Wire.Text("bAQ==AQID")),
        ["v4 not utf-8"] = (V4, Wire.Hex("34 ff")),
        ["v4 utf-8 cut off"] = (V4, Wire.Hex("34 e2 82")),
        ["v4 overlong utf-8"] = (V4, Wire.Hex("34 c0 80")),
        ["v4 surrogate as utf-8"] = (V4, Wire.Hex("34 ed a0 80")),
        ["v4 not utf-8 in the second packet"] = (V4, Wire.Hex("34 61 1e 34 80")),

        ["v3 text nothing"] = (V3Text, []),
        ["v3 text no length"] = (V3Text, Wire.Text(":4a")),
        ["v3 text no colon"] = (V3Text, Wire.Text("abc")),
        ["v3 text length alone"] = (V3Text, Wire.Text("6")),
        ["v3 text length and colon alone"] = (V3Text, Wire.Text("6:")),
        ["v3 text shorter than its length"] = (V3Text, Wire.Text("6:4hell")),
        ["v3 text length of zero"] = (V3Text, Wire.Text("0:")),
        ["v3 text negative length"] = (V3Text, Wire.Text("-1:4")),
        ["v3 text fractional length"] = (V3Text, Wire.Text("1.0:4")),
        ["v3 text hexadecimal length"] = (V3Text, Wire.Text("0x1:4")),
        ["v3 text length beyond 32 bits"] = (V3Text, Wire.Text("2147483648:4")),
        ["v3 text length that would wrap around"] = (V3Text, Wire.Text("4294967297:4")),
        ["v3 text length of many digits"] = (V3Text, Wire.Text("00000000000000000001:4")),
        ["v3 text length that cuts a pair of surrogates"] = (V3Text, Wire.Text("2:4😀")),
        ["v3 text rest that is no packet"] = (V3Text, Wire.Text("6:4hello6")),
        ["v3 text type out of range"] = (V3Text, Wire.Text("1:7")),
        ["v3 text b alone"] = (V3Text, Wire.Text("1:b")),
        ["v3 text not base64"] = (V3Text, Wire.Text("4:b4!!")),
        ["v3 text base64 that is no message"] = (V3Text, Wire.Text("6:b2AQID")),
        ["v3 text not utf-8"] = (V3Text, Wire.Hex("32 3a 34 ff")),

        ["v3 binary nothing"] = (V3Binary, []),
        ["v3 binary kind alone"] = (V3Binary, Wire.Hex("00")),
        ["v3 binary no length"] = (V3Binary, Wire.Hex("00 ff 34")),
        ["v3 binary length of zero"] = (V3Binary, Wire.Hex("00 00 ff")),
        ["v3 binary unknown kind"] = (V3Binary, Wire.Hex("02 01 ff 34")),
        ["v3 binary text in its place"] = (V3Binary, Wire.Text("6:4hello")),
        ["v3 binary digit above nine"] = (V3Binary, Wire.Hex("00 0a ff 34")),
        ["v3 binary length never ends"] = (V3Binary, Wire.Hex("00 01 34")),
        ["v3 binary length cut off"] = (V3Binary, Wire.Hex("00 01")),
        ["v3 binary shorter than its length"] = (V3Binary, Wire.Hex("00 02 ff 34")),
        ["v3 binary length of ten digits"] = (V3Binary, Wire.Hex("00 00 00 00 00 00 00 00 00 00 01 ff 34")),
        ["v3 binary length that would wrap around"] = (V3Binary, Wire.Hex("00 04 02 09 04 09 06 07 02 09 07 ff 34")),
        ["v3 binary greatest length"] = (V3Binary, Wire.Hex("00 09 09 09 09 09 09 09 09 09 ff 34")),
        ["v3 binary text type out of range"] = (V3Binary, Wire.Hex("00 01 ff 37")),
        ["v3 binary bytes type out of range"] = (V3Binary, Wire.Hex("01 01 ff 07")),
        ["v3 binary bytes that are no message"] = (V3Binary, Wire.Hex("01 02 ff 02 ff")),
        ["v3 binary text not utf-8"] = (V3Binary, Wire.Hex("00 02 ff 34 ff")),
        ["v3 binary rest that is no packet"] = (V3Binary, Wire.Hex("00 01 ff 32 00")),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    public static (PayloadFormat Format, byte[] Body) Get(string name) => All[name];
}
