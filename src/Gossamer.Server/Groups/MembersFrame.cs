using Gossamer.Mesh;
using Gossamer.Server.Json;
using Gossamer.SocketIO;

namespace Gossamer.Server.Groups;

/// <summary>
/// <c>members</c>, server to client:
/// <code>
/// 42["members",{"room":"tea","list":["Anna","Ben"]}]
/// 42["members",{"room":"tea","joined":["Carl"],"left":["Ben"]}]
/// 42["rejected",{"event":"members","code":"list-too-large","message":"...","room":"tea"}]
/// </code>
/// </summary>
internal static class MembersFrame
{
    public const string TooLargeCode = "list-too-large";

    public static EncodedPacket List(RoomName room, IReadOnlyList<string> names) =>
        Frame(WriteNames(Begin(room).Raw(""","list":"""u8), names).Raw("}]"u8));

    public static EncodedPacket Changes(RoomName room, IReadOnlyList<string> joined, IReadOnlyList<string> left) =>
        Frame(WriteNames(WriteNames(Begin(room).Raw(""","joined":"""u8), joined).Raw(""","left":"""u8), left).Raw("}]"u8));

    public static EncodedPacket TooLarge(RoomName room, int most) => Frame(JsonOutput.Begin()
        .Raw("""42["rejected",{"event":"members","code":"""u8).Text(TooLargeCode)
        .Raw(""","message":"""u8).Text($"the room has more than {most} members, or one server has: they are not told by name")
        .Raw(""","room":"""u8).Text(room.Value).Raw("}]"u8));

    private static JsonOutput Begin(RoomName room) => JsonOutput.Begin().Raw("""42["members",{"room":"""u8).Text(room.Value);

    private static JsonOutput WriteNames(JsonOutput output, IReadOnlyList<string> names)
    {
        output.Raw("["u8);
        for (var i = 0; i < names.Count; i++)
            output.Raw(i == 0 ? ""u8 : ","u8).Text(names[i]);
        return output.Raw("]"u8);
    }

    private static EncodedPacket Frame(JsonOutput output) => EncodedPacket.FromFrame(output.Take());
}
