using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Gossamer.Mesh;

namespace Gossamer.Server.Groups;

/// <summary>
/// What servers say to each other about the members of rooms, UTF-8; names hold no control characters:
/// <code>
/// wanted  = "w" LF *(room TAB hash LF)      clients of the speaker want to hear who is in these rooms at the listener;
///                                           hash: of what is known
/// members = "m" LF room LF *(name LF)       who is in the room at the speaker
/// tooMany = "x" LF room LF                  more than are told
/// </code>
/// </summary>
internal static class MemberText
{
    /// <summary>Rooms in one message: far below its bound, with the longest names.</summary>
    public const int MaxRooms = 1_000;

    public static byte[] WriteWanted(IEnumerable<(RoomName Room, ulong Hash)> rooms)
    {
        var text = new StringBuilder("w\n");
        foreach (var (room, hash) in rooms)
            text.Append(room.Value).Append('\t').Append(CultureInfo.InvariantCulture, $"{hash:x}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public static byte[] WriteMembers(RoomName room, MemberNames members)
    {
        var text = new StringBuilder(members.Names is null ? "x\n" : "m\n").Append(room.Value).Append('\n');
        foreach (var name in members.Names ?? [])
            text.Append(name).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The lines; none when it is not such a message.</summary>
    public static string[] Lines(ReadOnlySpan<byte> utf8) =>
        Encoding.UTF8.GetString(utf8).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static bool TryReadWanted(string[] lines, [NotNullWhen(true)] out List<(RoomName Room, ulong Hash)>? rooms)
    {
        rooms = null;
        if (lines is not ["w", .. var rest] || rest.Length > MaxRooms)
            return false;
        List<(RoomName, ulong)> read = [];
        foreach (var line in rest)
        {
            if (line.Split('\t') is not [var name, var hash] || !RoomName.TryCreate(name, out var room, out _)
                || !ulong.TryParse(hash, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
                return false;
            read.Add((room, number));
        }

        rooms = read;
        return true;
    }

    public static bool TryReadMembers(string[] lines, int most, out RoomName room, out MemberNames members)
    {
        (room, members) = (default, MemberNames.None);
        if (lines is not [var kind and ("m" or "x"), var name, .. var names] || !RoomName.TryCreate(name, out room, out _))
            return false;
        if (string.Equals(kind, "x", StringComparison.Ordinal) || names.Length > most)
            members = new(null);
        else if (Array.TrueForAll(names, static text => UserName.TryCreate(text, out var user, out _) && user.Value.Length == text.Length))
            members = MemberNames.Of(names, most);
        else
            return false;
        return true;
    }
}
