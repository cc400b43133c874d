using System.Text;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Packets;
using Gossamer.SocketIO.Parsers;

namespace Gossamer.SocketIO;

/// <content>Messages where the server has a parser other than the default one.</content>
internal sealed partial class Client
{
    private ValueTask ReceiveAsync(ISocketIOParser parser, ReadOnlyMemory<byte> message, bool isBinary)
    {
        var json = SpareBuffer.Take();
        var handling = ValueTask.CompletedTask;
        if (isBinary
            && parser.TryParse(message, _server.Options.MaxAttachments, json, out var parsed)
            && IsWellFormed(parsed, out var packet))
            handling = HandleInTurnAsync(parsed.Namespace, packet, parsed.Attachments as ReadOnlyMemory<byte>[] ?? [.. parsed.Attachments]);
        else
            Close(CloseReason.ParseError);
        if (handling.IsCompleted && !_session.KeepsData) // what goes on may still read it
            SpareBuffer.Return(json);
        return handling;
    }

    private bool IsWellFormed(in SocketIOPacket parsed, out Packet packet)
    {
        packet = new Packet(parsed.Type, Namespace: default, parsed.AckId, parsed.Attachments.Count, parsed.Data);
        return parsed.Type is >= PacketType.Connect and <= PacketType.ConnectError
            && IsNamespace(parsed.Namespace)
            && parsed.Attachments.Count <= _server.Options.MaxAttachments
            && PacketData.IsValid(packet);
    }

    private bool IsNamespace(string name) =>
        name.StartsWith('/')
        && !name.Contains(',', StringComparison.Ordinal)
        && Encoding.UTF8.GetByteCount(name) <= _server.PacketLimits.MaxNamespaceBytes;
}
