using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.SocketIO.Packets;

namespace Gossamer.Fuzz.Targets;

/// <summary>
/// The arguments of a client's events, inside a packet that was found to be JSON: <c>identify</c>, <c>authenticate</c>, <c>watch</c> and
/// <c>im</c>. A message that is taken becomes a frame that other servers take.
/// </summary>
internal sealed class ChatEventTarget() : FuzzTarget(
    "chat-event", "\"Anna\"", "null", "", "{\"user\":\"Anna\",\"presence\":\"changes\",\"since\":null,\"secret\":\"x\"}",
    "{\"user\":\"Anna\",\"since\":\"AQAB.AAAAAAAAAAA\"}", "{\"token\":\"a.b.c\"}", "[\"Anna\",\"Billy\"]",
    "{\"from\":\"Anna\",\"to\":\"Billy\",\"text\":\"\\ud83d\\ude00 \\u0007\",\"forwarded\":false,\"id\":\"m-1\"}")
{
    private static readonly ChatOptions Options = new() { MaxTextLength = 100 };
    private static readonly InstantMessageValidator Validator = new(Options);
    private static readonly UserName Anna = UserName.TryCreate("Anna", out var anna, out _) ? anna : default;

    private delegate void Reading(ref Utf8JsonReader arguments);

    public override IReadOnlyList<byte[]> Dictionary { get; } =
    [
        .. new[] { "\"user\":", "\"presence\":", "\"watched\"", "\"none\"", "\"since\":", "\"secret\":", "\"token\":", "\"from\":",
            "\"to\":", "\"text\":", "\"id\":", "\"Anna\"", "\\ud800", "\\ude00", "\\u0000", "null", "[", "{", "}", ",",
            "\xc3\xa9", "\xe2\x80\xae" }
            .Select(Encoding.Latin1.GetBytes),
    ];

    public override void Run(byte[] input)
    {
        byte[] packet = [.. "[\"x\""u8, .. input.Length == 0 ? default : ","u8, .. input, .. "]"u8];
        if (!Utf8.IsValid(packet) || !JsonText.IsValid(packet))
            return; // transports hand on nothing else
        Read(packet, static (ref arguments) => ReadIdentify(ref arguments, null));
        Read(packet, static (ref arguments) => ReadIdentify(ref arguments, Anna));
        Read(packet, static (ref arguments) => Authentication.ReadToken(ref arguments));
        Read(packet, static (ref arguments) => ReadWatch(ref arguments));
        Read(packet, static (ref arguments) => ReadMessage(ref arguments));
    }

    private static void Read(byte[] packet, Reading read)
    {
        var arguments = new Utf8JsonReader(packet);
        arguments.Read();
        arguments.Read();
        read(ref arguments);
    }

    private static void ReadIdentify(ref Utf8JsonReader arguments, UserName? known)
    {
        if (Identify.Read(ref arguments, known, out var identify) is not null)
            return;
        FuzzFailure.Unless(UserName.TryTakeExact(identify.User.Value, out _), "a name was taken that is none");
        FuzzFailure.Unless(identify.Offset is null || identify.LastSeen is null, "a client was at two places");
        FuzzFailure.Unless(Enum.IsDefined(identify.Presence), "a mode was taken that is none");
    }

    private static void ReadWatch(ref Utf8JsonReader arguments)
    {
        const int Limit = 3;
        if (Watch.Read(ref arguments, Limit, out var names) is null)
            FuzzFailure.Unless(names.Count <= Limit, "more names are watched than may be");
    }

    private static void ReadMessage(ref Utf8JsonReader arguments)
    {
        if (InstantMessage.Read(ref arguments, Anna, Options, out var message) is not null)
            return;
        var id = message.Id ?? new MessageId("m");
        var frame = InstantMessageFrame.Write(message, id, 1);
        FuzzFailure.Unless(
            Validator.Agrees(new Envelope(id, message.From, message.To, frame) { At = 1 }), "other servers refuse the frame of a message");
    }
}
