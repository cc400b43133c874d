using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Json;

namespace Gossamer.Server.Chat;

/// <summary>
/// <c>file</c>, client to server, a binary event with one attachment:
/// <code>
/// {"to":"Billy","id":"...","name":"cat.png","type":"image/png","size":4711,"data":{"_placeholder":true,"num":0}}
/// </code>
/// or with <c>room</c> for <c>to</c>. <c>from</c>, <c>id</c> and <c>size</c> may be missing. Other properties are ignored.
/// </summary>
internal static class FileEvent
{
    private static readonly Refusal NotAFile = new(
        RefusalCode.BadFile,
        "file takes an object with to or room, name, type, and data, which is binary, not empty, and the event's only attachment");

    /// <summary>Reads the first argument, just before which <paramref name="arguments"/> stands. Returns null, or why not.</summary>
    /// <param name="arguments">The event's arguments.</param>
    /// <param name="attachments">The event's attachments; the file keeps its own.</param>
    /// <param name="user">As whom the connection identified: nobody else may be <c>from</c>.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="now">When it came.</param>
    /// <param name="file">The file.</param>
    public static Refusal? Read(
        ref Utf8JsonReader arguments, IReadOnlyList<ReadOnlyMemory<byte>> attachments, UserName user, FileLimits options,
        DateTimeOffset now, out SentFile? file)
    {
        file = null;
        var fields = Fields.Read(ref arguments);
        if (attachments.Count != 1 || attachments[0].IsEmpty || !fields.IsComplete
            || (fields.Size is { } size && size != attachments[0].Length))
            return NotAFile;
        if (fields.From.IsPresent && (UserNameJson.Read(fields.From, out var from) is not null || from != user))
            return new Refusal(RefusalCode.WrongFrom, $"from is not {user.Value}, as whom this connection identified");
        if (attachments[0].Length > options.MaxBytes)
            return new Refusal(RefusalCode.TooLarge, $"a file has {options.MaxBytes} bytes at most");
        if (!fields.Name.TryGetExact(out var name) || !FileRules.IsName(name, options))
            return new Refusal(
                RefusalCode.BadFileName, $"a file's name is 1 to {options.MaxNameLength} characters that are seen, and no path");
        if (!fields.Type.TryGetExact(out var type) || !FileRules.IsType(type))
            return new Refusal(RefusalCode.BadFileType, "type is a media type without parameters, as image/png");
        if (fields.HasId && !(fields.Id.IsPresent && InstantMessage.IsId(fields.Id.Utf8)))
            return new Refusal(RefusalCode.BadId, $"id is a string of 1 to {InstantMessage.MaxIdLength} visible ASCII characters");
        var id = fields.HasId ? new MessageId(fields.Id.ToString()) : MessageIds.Create(now);
        return Address(fields, new SentFile(id, user, name, type, now.ToUnixTimeMilliseconds()) { Data = attachments[0] }, out file);
    }

    private static Refusal? Address(in Fields fields, SentFile unaddressed, out SentFile? file)
    {
        file = null;
        if (fields.To.IsPresent)
        {
            if (UserNameJson.Read(fields.To, out var to) is { } problem)
                return new Refusal(RefusalCode.BadName, "to: " + problem);
            file = unaddressed with { To = to };
            return null;
        }

        if (RoomArgument.Read(fields.Room, out var room) is { } fault)
            return new Refusal(RefusalCode.BadRoom, fault);
        file = unaddressed with { Room = room };
        return null;
    }

    private ref struct Fields
    {
        public JsonText From;
        public JsonText To;
        public JsonText Room;
        public JsonText Name;
        public JsonText Type;
        public JsonText Id;
        public bool HasId;
        public long? Size;

        private bool _hasData;

        public readonly bool IsComplete => _hasData && (To.IsPresent || Room.IsPresent) && Name.IsPresent && Type.IsPresent;

        public static Fields Read(scoped ref Utf8JsonReader reader)
        {
            var fields = default(Fields);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                return fields;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = JsonText.Read(ref reader).Utf8;
                reader.Read();
                fields.Take(name, ref reader);
                reader.Skip();
            }

            return fields;
        }

        private void Take(ReadOnlySpan<byte> name, scoped ref Utf8JsonReader reader)
        {
            if (name.SequenceEqual("from"u8))
                From = JsonText.ReadIfString(ref reader);
            else if (name.SequenceEqual("to"u8))
                To = JsonText.ReadIfString(ref reader);
            else if (name.SequenceEqual("room"u8))
                Room = JsonText.ReadIfString(ref reader);
            else if (name.SequenceEqual("name"u8))
                Name = JsonText.ReadIfString(ref reader);
            else if (name.SequenceEqual("type"u8))
                Type = JsonText.ReadIfString(ref reader);
            else if (name.SequenceEqual("size"u8))
                Size = reader.TokenType == JsonTokenType.Null ? null
                    : reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var size) ? size : -1;
            else if (name.SequenceEqual("data"u8))
                _hasData = IsPlaceholder(ref reader);
            else if (name.SequenceEqual("id"u8))
            {
                Id = JsonText.ReadIfString(ref reader);
                HasId = reader.TokenType != JsonTokenType.Null;
            }
        }

        /// <summary>Of the first attachment: <c>{"_placeholder":true,"num":0}</c>. Reads up to the object's end.</summary>
        private static bool IsPlaceholder(scoped ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
                return false;
            var (isOne, isFirst) = (false, false);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = JsonText.Read(ref reader).Utf8;
                reader.Read();
                if (name.SequenceEqual("_placeholder"u8))
                    isOne = reader.TokenType == JsonTokenType.True;
                else if (name.SequenceEqual("num"u8))
                    isFirst = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) && number == 0;
                reader.Skip();
            }

            return isOne && isFirst;
        }
    }
}
