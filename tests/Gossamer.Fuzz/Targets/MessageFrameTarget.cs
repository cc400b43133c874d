using System.Text;
using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Chat;

namespace Gossamer.Fuzz.Targets;

/// <summary>
/// The frame of a message that another server sends, which goes to clients byte for byte: what is taken is one <c>im</c> or <c>signal</c>
/// to any reader of JSON, with the fields that were read, and nothing besides.
/// </summary>
internal sealed class MessageFrameTarget() : FuzzTarget(
    "message-frame",
    "42[\"im\",{\"from\":\"Anna\",\"to\":\"Billy\",\"text\":\"Hi\",\"forwarded\":false,\"id\":\"m-1\",\"at\":1767225600000}",
    "42[\"im\",{\"from\":\"A\\\"\",\"to\":\"\xc3\xa9\",\"text\":\"\\u001f\\n\",\"forwarded\":false,\"id\":\"!\",\"at\":0}",
    "42[\"signal\",{\"from\":\"Anna\",\"to\":\"Billy\",\"kind\":\"typing\",\"text\":\"\",\"id\":\"m-1\",\"at\":1767225600000"
        + "}")
{
    private static readonly ChatOptions Options = new() { MaxTextLength = 100 };
    private static readonly InstantMessageValidator Validator = new(Options);

    private static readonly string[] Fields = ["from", "to", "text", "forwarded", "id", "at"];
    private static readonly string[] SignalFields = ["from", "to", "kind", "text", "id", "at"];

    public override IReadOnlyList<byte[]> Dictionary { get; } =
    [
        .. new[] { "\"", "\\", "\\\"", "\\u0000", "\\u001f", "\\n", "\\/", "}", ",", "]", "\"to\":\"", "\"text\":\"", "\"at\":", "-", "0",
            "9223372036854775807", "9223372036854775808", "\xc3\xa9", "\xf0\x9f\x98\x80", "\xed\xa0\x80", "\xff" }
            .Select(Encoding.Latin1.GetBytes),
    ];

    public override void Run(byte[] input)
    {
        if (!Validator.TryRead(input, out var read))
            return;
        var message = new Envelope(read.Id, read.From, read.To, input) { At = read.At };
        FuzzFailure.Unless(Validator.Agrees(message), "a frame does not agree with its own fields");
        FuzzFailure.Unless(!Validator.Agrees(message with { At = read.At + 1 }), "a frame agrees with another time");
        FuzzFailure.Unless(!Validator.Agrees(message with { Id = new(read.Id.Value + "x") }), "a frame agrees with another id");
        using var json = JsonDocument.Parse((byte[])[.. input.AsSpan(2), (byte)']']);
        var (name, fields) = (json.RootElement[0].GetString(), json.RootElement[1]);
        FuzzFailure.Unless(
            name == (read.IsSignal ? "signal" : "im") && json.RootElement.GetArrayLength() == 2
                && fields.EnumerateObject().Select(static field => field.Name).SequenceEqual(
                    read.IsSignal ? SignalFields : Fields, StringComparer.Ordinal)
                && (read.IsSignal ? IsKind(fields.GetProperty("kind").GetString()!) : !fields.GetProperty("forwarded").GetBoolean())
                && fields.GetProperty("at").GetInt64() == read.At
                && fields.GetProperty("from").GetString() == read.From.Value && fields.GetProperty("to").GetString() == read.To.Value
                && fields.GetProperty("id").GetString() == read.Id.Value
                && fields.GetProperty("text").GetString()!.Length <= Options.MaxTextLength,
            "the platform's reader reads another message");
    }

    private static bool IsKind(string kind) =>
        kind.Length is >= 1 and <= 32 && kind.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
