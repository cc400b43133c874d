using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Gossamer.Mesh;
using Gossamer.Server.Json;

namespace Gossamer.Server.Chat;

/// <summary>
/// <c>file</c>, server to client, as the frame that every receiver on every server gets, byte for byte; the file follows it as the event's
/// one attachment:
/// <code>
/// frame = 451-["file",{"from":"Anna","to":"Billy","id":"...","name":"cat.png","type":"image/png","at":1767225600000,
///                      "data":{"_placeholder":true,"num":0}}]                          to a room: "room":"tea" for "to":"Billy"
/// </code>
/// </summary>
internal static class FileFrame
{
    public static byte[] Write(SentFile file) => JsonOutput.Begin()
        .Raw("""451-["file",{"from":"""u8).Text(file.From.Value)
        .Raw(file.Room is null ? ""","to":"""u8 : ""","room":"""u8).Text(file.Room?.Value ?? file.To.Value)
        .Raw(""","id":"""u8).Text(file.Id.Value)
        .Raw(""","name":"""u8).Text(file.Name)
        .Raw(""","type":"""u8).Text(file.Type)
        .Raw(""","at":"""u8).Number(file.At)
        .Raw(""","data":{"_placeholder":true,"num":0}}]"""u8).Take();

    /// <summary>Reads what another server sends. False when it is not what <see cref="Write"/> writes of a file that may be sent.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, FileLimits options, [NotNullWhen(true)] out SentFile? file)
    {
        file = null;
        var cursor = new FrameCursor(frame);
        if (!cursor.Skip("""451-["file",{"from":"""u8) || !cursor.Text(out var from))
            return false;
        var isToRoom = cursor.Skip(""","room":"""u8);
        if ((!isToRoom && !cursor.Skip(""","to":"""u8)) || !cursor.Text(out var to)
            || !cursor.Skip(""","id":"""u8) || !cursor.Text(out var id)
            || !cursor.Skip(""","name":"""u8) || !cursor.Text(out var name)
            || !cursor.Skip(""","type":"""u8) || !cursor.Text(out var type)
            || !cursor.Skip(""","at":"""u8) || !cursor.Number(out var at)
            || !cursor.Skip(""","data":{"_placeholder":true,"num":0}}]"""u8) || !cursor.IsAtEnd || !Utf8.IsValid(frame))
            return false;
        var (called, kind, named) = (Unescape(name), Unescape(type), Unescape(id));
        if (!TryTake(Unescape(from), out UserName sender) || !InstantMessage.IsId(Encoding.UTF8.GetBytes(named))
            || !FileRules.IsName(called, options) || !FileRules.IsType(kind))
            return false;
        var read = new SentFile(new(named), sender, called, kind, at);
        if (isToRoom && TryTake(Unescape(to), out RoomName room))
            file = read with { Room = room };
        else if (!isToRoom && TryTake(Unescape(to), out UserName user))
            file = read with { To = user };
        return file is not null;
    }

    private static bool TryTake(string text, out UserName name) =>
        UserName.TryCreate(text, out name, out _) && name.Value.Length == text.Length;

    private static bool TryTake(string text, out RoomName name) =>
        RoomName.TryCreate(text, out name, out _) && name.Value.Length == text.Length;

    /// <summary>Its escapes are such as <see cref="FrameCursor"/> lets pass.</summary>
    private static string Unescape(ReadOnlySpan<byte> raw)
    {
        var reader = new Utf8JsonReader((byte[])[(byte)'"', .. raw, (byte)'"']);
        return reader.Read() ? reader.GetString()! : "";
    }
}
