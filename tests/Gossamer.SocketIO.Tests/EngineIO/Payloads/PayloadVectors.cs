using Gossamer.SocketIO.EngineIO;
using static Gossamer.SocketIO.EngineIO.Payloads.PayloadFormat;

namespace Gossamer.SocketIO.Tests.EngineIO.Payloads;

internal static class PayloadVectors
{
    private static readonly PayloadVector[] All =
    [
        new("v4 one text", V4, Wire.Text("4hello"), Text("4hello")),
        new("v4 several texts", V4, Wire.Text("4a\u001e4bc\u001e4def"), Text("4a"), Text("4bc"), Text("4def")),
        new("v4 text and binary", V4, Wire.Text("4hello\u001ebAQIDBA=="), Text("4hello"), Binary("01020304")),
        new("v4 binary between texts", V4, Wire.Text("4a\u001eb/w==\u001e4b"), Text("4a"), Binary("ff"), Text("4b")),
        new("v4 empty message", V4, Wire.Text("4"), Text("4")),
        new("v4 empty binary message", V4, Wire.Text("b"), Binary("")),
        new("v4 every type", V4, Wire.Text("0{}\u001e1\u001e2\u001e3\u001e4x\u001e5\u001e6"), Text("0{}"), Text("1"), Text("2"), Text("3"),
            Text("4x"), Text("5"), Text("6")),
        new("v4 probe", V4, Wire.Text("2probe"), Text("2probe")),
        new("v4 euro", V4, Wire.Hex("34 e2 82 ac"), Text("4€")),
        new("v4 emoji", V4, Wire.Hex("34 f0 9f 98 80"), Text("4😀")),
        new("v4 right to left", V4, Wire.Text("4سلام"), Text("4سلام")),
        new("v4 control characters but the separator", V4, Wire.Hex("34 00 1d 1f 7f"), Text("4\0\u001d\u001f\u007f")),
        new("v4 message that begins with b", V4, Wire.Text("4bAQID"), Text("4bAQID")),

        new("v3 text one", V3Text, Wire.Text("6:4hello"), Text("4hello")),
        new("v3 text several", V3Text, Wire.Text("6:4test16:4test2"), Text("4test1"), Text("4test2")),
        new("v3 text ping", V3Text, Wire.Text("1:2"), Text("2")),
        new("v3 text empty message", V3Text, Wire.Text("1:4"), Text("4")),
        new("v3 text counts characters, not bytes", V3Text, Wire.Hex("32 3a 34 e2 82 ac"), Text("4€")),
        new("v3 text counts an emoji as two", V3Text, Wire.Hex("33 3a 34 f0 9f 98 80 31 3a 32"), Text("4😀"), Text("2")),
        new("v3 text two bytes a character", V3Text, Wire.Text("3:4öß1:3"), Text("4öß"), Text("3")),
        new("v3 text with colons and digits", V3Text, Wire.Text("7:41:4:2:1:2"), Text("41:4:2:"), Text("2")),
        new("v3 text with base64", V3Text, Wire.Text("6:4hello10:b4AQIDBA=="), Text("4hello"), Binary("01020304")),
        new("v3 text with empty base64", V3Text, Wire.Text("2:b4"), Binary("")),
        new("v3 text of ten characters", V3Text, Wire.Text("10:4123456789"), Text("4123456789")),

        new("v3 binary one text", V3Binary, Wire.Hex("00 06 ff 34 68 65 6c 6c 6f"), Text("4hello")),
        new("v3 binary text and bytes", V3Binary, Wire.Hex("00 06 ff 34 68 65 6c 6c 6f 01 05 ff 04 01 02 03 04"), Text("4hello"),
            Binary("01020304")),
        new("v3 binary counts bytes", V3Binary, Wire.Hex("00 04 ff 34 e2 82 ac"), Text("4€")),
        new("v3 binary emoji", V3Binary, Wire.Hex("00 05 ff 34 f0 9f 98 80 00 01 ff 32"), Text("4😀"), Text("2")),
        new("v3 binary length of two digits", V3Binary, [0, 1, 0, 0xff, .. "4123456789"u8], Text("4123456789")),
        new("v3 binary empty bytes", V3Binary, Wire.Hex("01 01 ff 04"), Binary("")),
        new("v3 binary bytes that look like a header", V3Binary, Wire.Hex("01 04 ff 04 00 01 ff"), Binary("0001ff")),
    ];

    public static TheoryData<string> Names => [.. All.Select(v => v.Name)];

    public static IEnumerable<PayloadVector> Every => All;

    public static PayloadVector Get(string name) => All.Single(v => v.Name == name);

    private static EngineFrame Text(string packet) => new(Wire.Text(packet));

    private static EngineFrame Binary(string hex) => new(Wire.Hex(hex), IsBinary: true);
}
