using Gossamer.SocketIO.Packets;

namespace Gossamer.SocketIO.Tests.Packets;

/// <summary>A packet on the wire and in parts: drives the reader and the writer.</summary>
internal sealed record PacketVector(string Name, string Text, PacketType Type, string Json = "", string Ns = "/", long? AckId = null,
    int Attachments = 0);

internal static class PacketVectors
{
    private const string Placeholder = """{"_placeholder":true,"num":0}""";
    private const string SecondPlaceholder = """{"_placeholder":true,"num":1}""";

    private static readonly PacketVector[] All =
    [
        new("connect", "0", PacketType.Connect),
        new("connect with auth", """0{"token":"123"}""", PacketType.Connect, """{"token":"123"}"""),
        new("connect to a namespace", "0/admin,", PacketType.Connect, Ns: "/admin"),
        new("connect to a namespace with auth", """0/admin,{"token":"abc"}""", PacketType.Connect, """{"token":"abc"}""", "/admin"),
        new("connect to a namespace with a query", "0/admin?token=1&x=2,", PacketType.Connect, Ns: "/admin?token=1&x=2"),
        new("disconnect", "1", PacketType.Disconnect),
        new("disconnect from a namespace", "1/admin,", PacketType.Disconnect, Ns: "/admin"),
        new("event", """2["foo"]""", PacketType.Event, """["foo"]"""),
        new("event with arguments", """2["foo",1,"2",{"3":[true]},null]""", PacketType.Event, """["foo",1,"2",{"3":[true]},null]"""),
        new("event in a namespace", """2/admin,["bar"]""", PacketType.Event, """["bar"]""", "/admin"),
        new("event with ack", """212["foo"]""", PacketType.Event, """["foo"]""", AckId: 12),
        new("event with ack id zero", """20["foo"]""", PacketType.Event, """["foo"]""", AckId: 0),
        new("event with the greatest ack id", """29007199254740991["foo"]""", PacketType.Event, """["foo"]""", AckId: 9007199254740991),
        new("event with ack in a namespace", """2/admin,456["project:delete",123]""", PacketType.Event, """["project:delete",123]""",
            "/admin", 456),
        new("event of no name", """2[""]""", PacketType.Event, """[""]"""),
        new("event with a name of every script", """2["😀 سلام ö"]""", PacketType.Event, """["😀 سلام ö"]"""),
        new("event with a name escaped", """2["\ud83d\ude00\u0041\n"]""", PacketType.Event, """["\ud83d\ude00\u0041\n"]"""),
        new("event with a lone surrogate in an argument", """2["a","\ud800"]""", PacketType.Event, """["a","\ud800"]"""),
        new("event in a namespace of every script", """2/😀ö,["a"]""", PacketType.Event, """["a"]""", "/😀ö"),
        new("event whose data look like a header", """2["5-/a,7"]""", PacketType.Event, """["5-/a,7"]"""),
        new("ack", """312["bar"]""", PacketType.Ack, """["bar"]""", AckId: 12),
        new("ack of nothing", "30[]", PacketType.Ack, "[]", AckId: 0),
        new("ack in a namespace", """3/admin,13["bar"]""", PacketType.Ack, """["bar"]""", "/admin", 13),
        new("connect error", """4{"message":"Not authorized"}""", PacketType.ConnectError, """{"message":"Not authorized"}"""),
        new("connect error of old", "4\"Invalid namespace\"", PacketType.ConnectError, "\"Invalid namespace\""),
        new("connect error in a namespace", """4/x,{"message":"no"}""", PacketType.ConnectError, """{"message":"no"}""", "/x"),
        new("binary event", $"""51-["baz",{Placeholder}]""", PacketType.BinaryEvent, $"""["baz",{Placeholder}]""", Attachments: 1),
        new("binary event in a namespace", $"""52-/admin,["baz",{Placeholder},{SecondPlaceholder}]""", PacketType.BinaryEvent,
            $"""["baz",{Placeholder},{SecondPlaceholder}]""", "/admin", Attachments: 2),
        new("binary event with ack", $"""51-7["baz",{Placeholder}]""", PacketType.BinaryEvent, $"""["baz",{Placeholder}]""", AckId: 7,
            Attachments: 1),
        new("binary event with as many attachments as may be", """510-["baz"]""", PacketType.BinaryEvent, """["baz"]""", Attachments: 10),
        new("binary ack", $"61-15[\"bar\",{Placeholder}]", PacketType.BinaryAck, $"[\"bar\",{Placeholder}]", AckId: 15, Attachments: 1),
        new("binary ack in a namespace", $"61-/admin,1[{Placeholder}]", PacketType.BinaryAck, $"[{Placeholder}]", "/admin", 1, 1),
    ];

    public static readonly PacketLimits Limits = new(MaxAttachments: 10, MaxNamespaceBytes: 256);

    public static TheoryData<string> Names => [.. All.Select(v => v.Name)];

    public static IEnumerable<PacketVector> Every => All;

    public static PacketVector Get(string name) => All.Single(v => v.Name == name);
}
