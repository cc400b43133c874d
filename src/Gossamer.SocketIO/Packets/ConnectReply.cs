using System.Text;
using System.Text.Json;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Json;

namespace Gossamer.SocketIO.Packets;

/// <summary>
/// The server's answers to CONNECT:
/// <code>
/// protocol 5:  0[ns,]{"sid":"..."[,"pid":"..."]}      4[ns,]{"message":"..."[,"data":...]}
/// protocol 4:  0[ns]                                  4[ns,]"..."  /  data
/// </code>
/// </summary>
internal static class ConnectReply
{
    /// <param name="protocol">The revision below: 4 means Socket.IO protocol 5.</param>
    /// <param name="encoder">The namespace's.</param>
    /// <param name="sid">The socket's id, of safe characters.</param>
    /// <param name="pid">The private id by which the client can come back, if it can.</param>
    public static EngineFrame Accept(EngineProtocol protocol, PacketEncoder encoder, string sid, string? pid)
    {
        if (protocol == EngineProtocol.V3)
            return encoder.Frame(PacketType.Connect);
        var json = pid is null ? $$"""{"sid":"{{sid}}"}""" : $$"""{"sid":"{{sid}}","pid":"{{pid}}"}""";
        return encoder.Frame(PacketType.Connect, Encoding.UTF8.GetBytes(json));
    }

    public static EngineFrame Refuse(EngineProtocol protocol, PacketEncoder encoder, ConnectRefusal refusal)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, SocketIOJson.WriterOptions))
        {
            if (protocol == EngineProtocol.V4)
                WriteObject(json, refusal);
            else if (refusal.Data.IsEmpty)
                json.WriteStringValue(refusal.Message);
            else
                json.WriteRawValue(refusal.Data.Span);
        }

        return encoder.Frame(PacketType.ConnectError, buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static void WriteObject(Utf8JsonWriter json, ConnectRefusal refusal)
    {
        json.WriteStartObject();
        json.WriteString("message"u8, refusal.Message);
        if (!refusal.Data.IsEmpty)
        {
            json.WritePropertyName("data"u8);
            json.WriteRawValue(refusal.Data.Span);
        }

        json.WriteEndObject();
    }
}
