using System.Text;
using System.Text.Json;
using Gossamer.Server.Chat;

namespace Gossamer.Fuzz.Targets;

/// <summary>
/// A file that another server sends: what is taken is one <c>file</c> to any reader of JSON, with a name and a type that clients may have
/// been told, and writes the same again.
/// </summary>
internal sealed class FilePayloadTarget() : FuzzTarget(
    "file-payload", Seed("\"to\":\"Billy\"", "cat.png"), Seed("\"room\":\"tea\"", "\\\"\xc3\xa9 \\u0001"), "\0\0\0\0", "\xff\xff\xff\xff")
{
    private static readonly FileLimits Options = new() { MaxBytes = 100 };

    public override IReadOnlyList<byte[]> Dictionary { get; } =
    [
        .. new[] { "..", "/", "\\\\", "\xe2\x80\xae", "\\u001f", "\"}", "image/png", "\"num\":1", "\xed\xa0\x80" }
            .Select(Encoding.Latin1.GetBytes),
    ];

    public override void Run(byte[] input)
    {
        if (!FilePayload.TryRead(input, Options, out var frame, out var file))
            return;
        FuzzFailure.Unless(FileFrame.Write(file).AsSpan().SequenceEqual(frame.Span), "a frame that was read is written differently");
        FuzzFailure.Unless(
            FilePayload.Write(frame.Span, file.Data.Span).AsSpan().SequenceEqual(input), "a payload that was read is written differently");
        FuzzFailure.Unless(file.Data.Length is > 0 and <= 100 && FileRules.IsName(file.Name, Options), "a file beyond the bounds");
        FuzzFailure.Unless(!file.Name.AsSpan().ContainsAny("/\\\0\u202e"), "a name that deceives");
        using var json = JsonDocument.Parse(frame[4..]);
        var fields = json.RootElement[1];
        FuzzFailure.Unless(
            json.RootElement[0].GetString() == "file" && json.RootElement.GetArrayLength() == 2
                && fields.GetProperty("name").GetString() == file.Name && fields.GetProperty("from").GetString() == file.From.Value
                && fields.GetProperty(file.Room is null ? "to" : "room").GetString() == (file.Room?.Value ?? file.To.Value)
                && fields.GetProperty("data").GetProperty("num").GetInt32() == 0,
            "the platform's reader reads another file");
    }

    private static string Seed(string to, string name)
    {
        var frame = $"451-[\"file\",{{\"from\":\"Anna\",{to},\"id\":\"f-1\",\"name\":\"{name}\",\"type\":\"image/png\","
            + "\"at\":1767225600000,\"data\":{\"_placeholder\":true,\"num\":0}}]";
        return $"{(char)frame.Length}\0\0\0{frame}data";
    }
}
