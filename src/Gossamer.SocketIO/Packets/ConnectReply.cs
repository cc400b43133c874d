using System.Text;
using System.Text.Json;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Packets;

/// <summary>
/// The server's answers to CONNECT:
/// <code>
/// protocol 5:  0[ns,]{"sid":"..."}      4[ns,]{"message":"..."}
/// protocol 4:  0[ns]                    4[ns,]"..."
/// </code>
/// </summary>
internal static class ConnectReply
{
    public static EngineFrame Accept(EngineProtocol protocol, string ns, string sid) =>
        new(protocol == EngineProtocol.V4
            ? PacketWriter.Frame(PacketType.Connect, ns, Encoding.UTF8.GetBytes($$"""{"sid":"{{sid}}"}"""))
            : PacketWriter.Frame(PacketType.Connect, ns));

    public static EngineFrame Refuse(EngineProtocol protocol, string ns, string message)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            if (protocol == EngineProtocol.V4)
            {
                json.WriteStartObject();
                json.WriteString("message", message);
                json.WriteEndObject();
            }
            else
            {
                json.WriteStringValue(message);
            }
        }

        return new EngineFrame(PacketWriter.Frame(PacketType.ConnectError, ns, buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
    }
}
