namespace Gossamer.SocketIO.MessagePack.Tests;

/// <summary>A packet on the wire and in parts: drives both directions.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Hex">The bytes that the Encoder of npm's socket.io-msgpack-parser 3.0.2 makes of the packet.</param>
/// <param name="Type">Its type.</param>
/// <param name="Json">Its data.</param>
/// <param name="Ns">Its namespace.</param>
/// <param name="AckId">Its ack id.</param>
/// <param name="Attachments">Its attachments, as hex.</param>
internal sealed record MessageVector(
    string Name, string Hex, PacketType Type, string Json = "", string Ns = "/", long? AckId = null, string[]? Attachments = null);

internal static class MessageVectors
{
    private static readonly MessageVector[] All =
    [
        new("connect", "82a47479706500a36e7370a12f", PacketType.Connect),
        new("connect with auth", "83a47479706500a46461746181a5746f6b656ea3313233a36e7370a12f", PacketType.Connect,
            """{"token":"123"}"""),
        new("connect to a namespace", "83a47479706500a46461746182a3736964a3616263a3706964a3646566a36e7370a62f61646d696e",
            PacketType.Connect, """{"sid":"abc","pid":"def"}""", Ns: "/admin"),
        new("disconnect", "82a47479706501a36e7370a12f", PacketType.Disconnect),
        new("disconnect from a namespace", "82a47479706501a36e7370a62f61646d696e", PacketType.Disconnect, Ns: "/admin"),
        new("event", "83a47479706502a46461746191a3666f6fa36e7370a12f", PacketType.Event, """["foo"]"""),
        new("event with arguments", "83a47479706502a46461746195a3666f6f01a13281a13392c3c2c0a36e7370a12f", PacketType.Event,
            """["foo",1,"2",{"3":[true,false]},null]"""),
        new("event in a namespace", "83a47479706502a46461746191a3626172a36e7370a62f61646d696e", PacketType.Event, """["bar"]""",
            Ns: "/admin"),
        new("event with ack", "84a47479706502a46461746191a3666f6fa269640ca36e7370a12f", PacketType.Event, """["foo"]""", AckId: 12),
        new("event with ack id zero", "84a47479706502a46461746191a3666f6fa2696400a36e7370a12f", PacketType.Event, """["foo"]""",
            AckId: 0),
        new("event with the greatest ack id", "84a47479706502a46461746191a3666f6fa26964cf001fffffffffffffa36e7370a12f",
            PacketType.Event, """["foo"]""", AckId: 9007199254740991),
        new("event with ack in a namespace",
            "84a47479706502a46461746192ae70726f6a6563743a64656c6574657ba26964cd01c8a36e7370a62f61646d696e", PacketType.Event,
            """["project:delete",123]""", Ns: "/admin", AckId: 456),
        new("event of no name", "83a47479706502a46461746191a0a36e7370a12f", PacketType.Event, """[""]"""),
        new("event with a name of every script", "83a47479706502a46461746191b0f09f988020d8b3d984d8a7d98520c3b6a36e7370a72ff09f9880c3b6",
            PacketType.Event, """["\uD83D\uDE00 سلام ö"]""", Ns: "/😀ö"),
        new("ack", "84a269640ca47479706503a46461746191a3626172a36e7370a12f", PacketType.Ack, """["bar"]""", AckId: 12),
        new("ack of nothing", "84a2696400a47479706503a46461746190a36e7370a12f", PacketType.Ack, """[]""", AckId: 0),
        new("ack of several", "84a269640da47479706503a46461746193c0a26f6b81a16ecb3ff8000000000000a36e7370a62f61646d696e",
            PacketType.Ack, """[null,"ok",{"n":1.5}]""", Ns: "/admin", AckId: 13),
        new("connect error", "83a47479706504a46461746181a76d657373616765ae4e6f7420617574686f72697a6564a36e7370a12f",
            PacketType.ConnectError, """{"message":"Not authorized"}"""),
        new("connect error with data", "83a47479706504a46461746182a76d657373616765a26e6fa46461746181a4636f646507a36e7370a22f78",
            PacketType.ConnectError, """{"message":"no","data":{"code":7}}""", Ns: "/x"),
        new("binary event", "83a47479706502a46461746192a362617ac403010203a36e7370a12f", PacketType.Event,
            """["baz",{"_placeholder":true,"num":0}]""", Attachments: ["010203"]),
        new("binary event of nothing", "83a47479706502a46461746192a362617ac400a36e7370a12f", PacketType.Event,
            """["baz",{"_placeholder":true,"num":0}]""", Attachments: [""]),
        new("binary deep and twice", "84a47479706502a46461746192a362617a82a16191c40101a16281a163c402ff00a2696407a36e7370a62f61646d696e",
            PacketType.Event, """["baz",{"a":[{"_placeholder":true,"num":0}],"b":{"c":{"_placeholder":true,"num":1}}}]""", Ns: "/admin",
            AckId: 7, Attachments: ["01", "ff00"]),
        new("binary ack", "84a269640fa47479706503a46461746192a3626172c4026869a36e7370a12f", PacketType.Ack,
            """["bar",{"_placeholder":true,"num":0}]""", AckId: 15, Attachments: ["6869"]),
        new("integers",
            "83a47479706502a4646174619ba16e007fcc80ccffcd0100cdffffce00010000ceffffffffcf0000000100000000cf001fffffffffffffa36e7370a12f",
            PacketType.Event, """["n",0,127,128,255,256,65535,65536,4294967295,4294967296,9007199254740991]"""),
        new("negative integers",
            "83a47479706502a4646174619ba16effe0d0dfd080d1ff7fd18000d2ffff7fffd280000000d3ffffffff7fffffffd3ffe0000000000001a36e7370a12f",
            PacketType.Event, """["n",-1,-32,-33,-128,-129,-32768,-32769,-2147483648,-2147483649,-9007199254740991]"""),
        new("fractions", "83a47479706502a46461746194a16ecb3fe0000000000000cbbff4000000000000cb3fb999999999999aa36e7370a12f",
            PacketType.Event, """["n",0.5,-1.25,0.1]"""),
        new("escapes", "83a47479706502a46461746192a173a9225c0a09012f3cc3a9a36e7370a12f", PacketType.Event,
            """["s","\"\\\n\t\u0001/<é"]"""),
        new("empty", "83a47479706502a46461746194a173a09080a36e7370a12f", PacketType.Event, """["s","",[],{}]"""),
    ];

    public static TheoryData<string> Names => [.. All.Select(static vector => vector.Name)];

    public static IEnumerable<MessageVector> Every => All;

    public static MessageVector Get(string name) => All.Single(vector => vector.Name == name);
}
