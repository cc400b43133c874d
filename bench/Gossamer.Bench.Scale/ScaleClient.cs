using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gossamer.Bench.Load;

namespace Gossamer.Bench.Scale;

/// <summary>One client. It waits without a buffer, answers pings, and says how old messages are.</summary>
/// <param name="number">Of the client; its user is that modulo the number of users.</param>
/// <param name="plan">Of all.</param>
/// <param name="arrived">Gets the age of each message of another client, in microseconds.</param>
internal sealed class ScaleClient(int number, ScalePlan plan, Action<long> arrived) : IDisposable
{
    private const int BufferBytes = 64 * 1024;
    private const int TimeDigits = 19;
    private static readonly byte[] Pong = ClientFrames.Text("3"u8);
    private static readonly byte[] Ping = [0x81, 0x01, (byte)'2'];

    [ThreadStatic]
    private static byte[]? t_buffer;

    private RawWebSocket? _socket;

    private string Name => NameOf(number % plan.Users);

    public async Task JoinAsync(IPEndPoint server, IPAddress from)
    {
        _socket = await RawWebSocket.JoinAsync(server, from: from);
        var first = Text($$"""42["identify",{"user":"{{Name}}","presence":"{{plan.Presence}}"}]""");
        if (plan.Watched > 0)
        {
            var names = Enumerable.Range(1, plan.Watched).Select(step => $"\"{NameOf((number + (step * 7919)) % plan.Users)}\"");
            first = [.. first, .. Text($"""42["watch",[{string.Join(',', names)}]]""")];
        }

        await _socket.SendAsync(first);
    }

    /// <summary>Until it is disposed of. Ends with an exception when the server ends the connection.</summary>
    public async Task ReadAsync()
    {
        try
        {
            do
                await _socket!.WaitAsync();
            while (Read(out var isPinged) && (!isPinged || await AnswerAsync()));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return;
        }

        throw new InvalidOperationException($"The server closed the connection of client {number}.");
    }

    /// <param name="to">The recipient's client.</param>
    /// <param name="due">When the message is due.</param>
    public ValueTask SendAsync(int to, long due) => _socket!.SendAsync(Text(string.Create(CultureInfo.InvariantCulture,
        $$"""42["im",{"from":"{{Name}}","to":"{{NameOf(to % plan.Users)}}","text":"~#{{due:D19}}"}]""")));

    public void Dispose() => _socket?.Dispose();

    private async ValueTask<bool> AnswerAsync()
    {
        await _socket!.SendAsync(Pong);
        return true;
    }

    private bool Read(out bool isPinged)
    {
        var buffer = t_buffer ??= new byte[BufferBytes];
        isPinged = false;
        while (true)
        {
            var count = _socket!.TryReceive(buffer);
            if (count <= 0)
                return count < 0;
            var bytes = buffer.AsSpan(0, count);
            isPinged |= bytes.IndexOf(Ping) >= 0;
            Count(bytes);
        }
    }

    /// <summary>A message is a frame of its own that is short: it comes whole.</summary>
    private void Count(ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; bytes[at..].IndexOf("~#"u8) is >= 0 and var found;)
        {
            at += found + 2;
            if (Utf8Parser.TryParse(bytes[at..Math.Min(at + TimeDigits, bytes.Length)], out long due, out _))
                arrived((long)Stopwatch.GetElapsedTime(due).TotalMicroseconds);
        }
    }

    private static string NameOf(int user) => string.Create(CultureInfo.InvariantCulture, $"user-{user:D6}");

    private static byte[] Text(string text) => ClientFrames.Text(Encoding.ASCII.GetBytes(text));
}
