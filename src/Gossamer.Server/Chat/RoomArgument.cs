using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Groups;
using Gossamer.Server.Json;

namespace Gossamer.Server.Chat;

/// <summary>
/// <c>join</c>, <c>leave</c> and <c>members</c>, client to server: <c>{"room":"tea","mode":"list"}</c>, or the name alone.
/// Properties not named here are ignored.
/// </summary>
internal readonly record struct RoomArgument(RoomName Room, MemberMode Mode)
{
    private static readonly Refusal NotARoom = new(RefusalCode.BadRoom, "join, leave and members take a room's name or an object {room}");
    private static readonly Refusal NotAMode = new(RefusalCode.BadRoom, "mode is \"list\", \"changes\" or \"none\"");

    /// <summary>Reads the first argument, just before which <paramref name="arguments"/> stands. Returns null, or why not.</summary>
    public static Refusal? Read(ref Utf8JsonReader arguments, out RoomArgument argument)
    {
        argument = default;
        arguments.Read();
        if (arguments.TokenType == JsonTokenType.String)
            return ReadRoom(JsonText.Read(ref arguments), MemberMode.List, out argument);
        if (arguments.TokenType != JsonTokenType.StartObject)
            return NotARoom;
        JsonText room = default;
        var mode = MemberMode.List;
        while (arguments.Read() && arguments.TokenType == JsonTokenType.PropertyName)
        {
            var name = JsonText.Read(ref arguments).Utf8;
            arguments.Read();
            if (name.SequenceEqual("room"u8))
                room = JsonText.ReadIfString(ref arguments);
            else if (name.SequenceEqual("mode"u8))
            {
                if (ModeOf(JsonText.ReadIfString(ref arguments).Utf8, arguments.TokenType) is not { } given)
                    return NotAMode;
                mode = given;
            }

            arguments.Skip();
        }

        return room.IsPresent ? ReadRoom(room, mode, out argument) : NotARoom;
    }

    /// <summary>From a JSON string to a name: as with users. Returns what is wrong with it, or null.</summary>
    public static string? Read(JsonText text, out RoomName room)
    {
        if (text.TryGetExact(out var exact))
            return RoomName.TryCreate(exact, out room, out var problem) ? null : problem;
        room = default;
        return "a name must be valid Unicode";
    }

    private static Refusal? ReadRoom(JsonText text, MemberMode mode, out RoomArgument argument)
    {
        var problem = Read(text, out var room);
        argument = new(room, mode);
        return problem is null ? null : new Refusal(RefusalCode.BadRoom, problem);
    }

    private static MemberMode? ModeOf(ReadOnlySpan<byte> text, JsonTokenType type) => type switch
    {
        JsonTokenType.Null => MemberMode.List,
        _ when text.SequenceEqual("list"u8) => MemberMode.List,
        _ when text.SequenceEqual("changes"u8) => MemberMode.Changes,
        _ when text.SequenceEqual("none"u8) => MemberMode.None,
        _ => null,
    };
}
