using System.Globalization;
using System.Net;
using System.Text;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Rooms;

/// <summary>What clients say to a server.</summary>
/// <param name="Path">Where a WebSocket is accepted, up to the names of the rooms.</param>
/// <param name="Hello">The first message of a client.</param>
/// <param name="Before">What is before the room's name in a message to a room.</param>
/// <param name="Between">What is between it and the message itself.</param>
/// <param name="Behind">What is behind that.</param>
internal sealed record Protocol(string Path, string Hello, string Before, string Between, string Behind)
{
    /// <summary>Each message has one id: this, and <see cref="IdLength"/> characters, a slot and a number.</summary>
    public const string IdMark = "\"id\":\"";
    public const int SlotDigits = 4;
    public const int NumberDigits = 8;
    public const int IdLength = SlotDigits + 1 + NumberDigits;

    private const string Text = "Good day to all of you who are in here, it is the bench that speaks.";

    public static Protocol SocketIO { get; } =
        new("/socket.io/?EIO=4&transport=websocket&rooms=", "40", "42[\"send\",\"", "\",", "]");

    public static Protocol SignalR { get; } = new(
        "/rooms?rooms=",
        "{\"protocol\":\"json\",\"version\":1}\x1e",
        "{\"type\":1,\"target\":\"Send\",\"arguments\":[\"", "\",", "]}\x1e");

    public Task<RawWebSocket> ConnectAsync(IPEndPoint server, IEnumerable<int> rooms) =>
        RawWebSocket.ConnectAsync(server, Path + string.Join(',', rooms));

    /// <summary>An event with 100 bytes of JSON for a room.</summary>
    public byte[] Message(int room, int slot, int number) => ClientFrames.Text(Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""{{Before}}{{room}}{{Between}}{{{IdMark}}{{slot:D4}}-{{number:D8}}","text":"{{Text}}"}{{Behind}}""")));
}
