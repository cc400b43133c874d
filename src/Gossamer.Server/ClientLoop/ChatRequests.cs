using Gossamer.Server.Conversations;
using Gossamer.Server.Json;

namespace Gossamer.Server.ClientLoop;

/// <summary>What the client says, as the JSON of an event (docs/protocol.md).</summary>
internal static class ChatRequests
{
    /// <summary><code>["identify",{"user":"Anna","presence":"changes"}]</code></summary>
    public static byte[] Identify(string user) => JsonOutput.Begin()
        .Raw("""["identify",{"user":"""u8).Text(user).Raw(""","presence":"changes"}]"""u8).Take();

    /// <summary><code>["im",{"from":"Anna","to":"Billy","text":"Hi","id":"..."}], or "room" for "to"</code></summary>
    public static byte[] Send(OutgoingMessage message, string from) => JsonOutput.Begin()
        .Raw("""["im",{"from":"""u8).Text(from)
        .Raw(message.To.IsRoom ? ""","room":"""u8 : ""","to":"""u8).Text(message.To.Name)
        .Raw(""","text":"""u8).Text(message.Text)
        .Raw(""","id":"""u8).Text(message.Id.Value).Raw("}]"u8).Take();

    public static byte[] Join(string room) => OfRoom("""["join",{"room":"""u8, room).Raw("}]"u8).Take();

    public static byte[] Leave(string room) => OfRoom("""["leave",{"room":"""u8, room).Raw("}]"u8).Take();

    public static byte[] Members(string room) => OfRoom("""["members",{"room":"""u8, room).Raw(""","mode":"changes"}]"""u8).Take();

    /// <summary><code>["authenticate",{"token":"..."}]</code></summary>
    public static byte[] Authenticate(string token) => JsonOutput.Begin()
        .Raw("""["authenticate",{"token":"""u8).Text(token).Raw("}]"u8).Take();

    private static JsonOutput OfRoom(ReadOnlySpan<byte> begin, string room) => JsonOutput.Begin().Raw(begin).Text(room);
}
