using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Gossamer.SocketIO.Packets;

namespace Gossamer.Fuzz.Targets;

/// <summary>The Socket.IO packet: what is read and written again is read the same.</summary>
internal sealed class PacketTarget() : FuzzTarget(
    "packet",
    "0", "0/admin,{\"sid\":\"x\"}", "1/admin,", "2[\"foo\"]", "2/admin,456[\"project:delete\",123]", "3/admin,13[\"bar\"]",
        "4{\"message\":\"no\"}",
    "51-[\"baz\",{\"_placeholder\":true,\"num\":0}]", "61-/admin,15[\"bar\",{\"_placeholder\":true,\"num\":0}]", "0/nsp?token=1,")
{
    private static readonly PacketLimits Limits = new(MaxAttachments: 10);

    public override void Run(byte[] input)
    {
        if (!Utf8.IsValid(input) || !PacketReader.TryRead(input, Limits, out var packet))
            return; // transports hand on nothing that is not UTF-8

        if (!packet.Data.IsEmpty)
            using (JsonDocument.Parse(packet.Data, new JsonDocumentOptions { MaxDepth = 64 }))
            {
                // what handlers get is JSON to the platform's own reader as well
            }

        var ns = packet.Namespace.IsEmpty ? "/" : Encoding.UTF8.GetString(packet.Namespace.Span);
        var output = new ArrayBufferWriter<byte>();
        output.Write(PacketWriter.Frame(packet.Type, ns, packet.Data.Span, packet.AckId, packet.Attachments));
        FuzzFailure.Unless(PacketReader.TryRead(output.WrittenMemory[1..], Limits, out var again), "what was written cannot be read");
        FuzzFailure.Unless(
            again.Type == packet.Type && again.AckId == packet.AckId && again.Attachments == packet.Attachments
                && again.Data.Span.SequenceEqual(packet.Data.Span),
            "what was written reads differently");
    }
}
