using System.Buffers;
using System.Globalization;
using System.Text;
using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Parsers;

/// <summary>Packets as <c>type|namespace|id|json|attachment|...</c>, and whatever a client puts there.</summary>
internal sealed class LineParser : ISocketIOParser
{
    private int _written;

    /// <summary>How many packets were written.</summary>
    public int Written => Volatile.Read(ref _written);

    public static async Task<Connection> JoinAsync(ApiServer server, Dialect dialect)
    {
        var connection = await server.OpenAsync(dialect);
        await SendAsync(connection, "0|/||");
        (await NextAsync(connection)).ShouldStartWith("0|/||{\"sid\":");
        return connection;
    }

    public static Task SendAsync(Connection connection, string line) => connection.SendBinaryAsync(Encoding.UTF8.GetBytes(line));

    public static async Task<string> NextAsync(Connection connection) => Encoding.UTF8.GetString(await connection.NextBinaryAsync());

    public bool TryParse(ReadOnlyMemory<byte> message, int maxAttachments, ArrayBufferWriter<byte> json, out SocketIOPacket packet)
    {
        var parts = Encoding.UTF8.GetString(message.Span).Split('|');
        packet = default;
        if (parts.Length < 4)
            return false;
        long? id = parts[2].Length == 0 ? null : long.Parse(parts[2], CultureInfo.InvariantCulture);
        json.Write(Encoding.UTF8.GetBytes(parts[3]));
        packet = new SocketIOPacket((PacketType)int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], id, json.WrittenMemory)
        {
            Attachments = [.. parts[4..].Select(static text => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(text))],
        };
        return true;
    }

    public void Write(in SocketIOPacket packet, IBufferWriter<byte> output)
    {
        Interlocked.Increment(ref _written);
        var line = $"{(int)packet.Type}|{packet.Namespace}|{packet.AckId}|{Encoding.UTF8.GetString(packet.Data.Span)}"
            + string.Concat(packet.Attachments.Select(static attachment => "|" + Encoding.UTF8.GetString(attachment.Span)));
        output.Write(Encoding.UTF8.GetBytes(line));
    }
}
