using System.Buffers;
using System.Text;
using Google.Protobuf;

namespace Gossamer.Mesh.Wire;

/// <summary>
/// Writes forwards into a frame, without an object for each: the bytes are those of the generated code. <c>message Forward</c> of mesh.proto
/// says what each field is.
/// <code>
/// forwards = 4: { 1: sequence  2: id  3: from  4: to  5: frame  8: channel  9: number  10: previous_from  11: previous_to  12: at
///                 13: key  14: keep  15: unhurried  16: trace  17: repeatable }
/// </code>
/// </summary>
internal static class ForwardWriter
{
    private const byte ForwardsTag = (4 << 3) | WireReader.BytesType;
    private const byte SequenceTag = (1 << 3) | WireReader.VarintType;
    private const byte IdTag = (2 << 3) | WireReader.BytesType;
    private const byte FromTag = (3 << 3) | WireReader.BytesType;
    private const byte ToTag = (4 << 3) | WireReader.BytesType;
    private const byte FrameTag = (5 << 3) | WireReader.BytesType;
    private const byte ChannelTag = (8 << 3) | WireReader.BytesType;
    private const byte NumberTag = (9 << 3) | WireReader.VarintType;
    private const byte PreviousFromTag = (10 << 3) | WireReader.VarintType;
    private const byte PreviousToTag = (11 << 3) | WireReader.VarintType;
    private const byte AtTag = (12 << 3) | WireReader.VarintType;
    private const byte KeyTag = (13 << 3) | WireReader.Fixed64Type;
    private const byte KeepTag = (14 << 3) | WireReader.VarintType;
    private const byte UnhurriedTag = (15 << 3) | WireReader.VarintType;
    private const byte TraceTag = ((16 << 3) | WireReader.BytesType) & 0x7f; // tags from 16 on take a second byte
    private const byte RepeatableTag = ((17 << 3) | WireReader.VarintType) & 0x7f;
    private const byte SecondOfTag = 1;
    private const byte More = 0x80;

    /// <param name="output">The frame.</param>
    /// <param name="sequence">The forward's number on the link.</param>
    /// <param name="message">The message.</param>
    /// <param name="protocol">The version of the protocol that is spoken with the listener.</param>
    internal static void Write(IBufferWriter<byte> output, ulong sequence, Envelope message, uint protocol)
    {
        var stamp = message.Stamp;
        var isOlder = protocol < MeshProtocol.Signals && message.Older is not null;
        var (previousFrom, previousTo) = isOlder ? (message.Older!.From, message.Older.To) : (stamp.PreviousFrom, stamp.PreviousTo);
        var key = protocol < MeshProtocol.RepeatableForwards ? stamp.Key.Value : 0;
        var isRepeatable = protocol >= MeshProtocol.RepeatableForwards && !stamp.Key.IsNone;
        var (id, channel) = (message.Id.Value ?? "", message.Channel ?? "");
        var (from, to) = (message.From.Value, message.To.Value);
        var idLength = Encoding.UTF8.GetByteCount(id);
        var fromLength = Encoding.UTF8.GetByteCount(from);
        var toLength = Encoding.UTF8.GetByteCount(to);
        var channelLength = Encoding.UTF8.GetByteCount(channel);
        var at = WireWriter.ZigZag(message.At);
        var trace = message.Trace?.ToByteArray() ?? [];
        var length = WireWriter.SizeOfField(sequence) + WireWriter.SizeOfField(idLength) + WireWriter.SizeOfField(fromLength)
            + WireWriter.SizeOfField(toLength) + WireWriter.SizeOfField(message.Frame.Length) + WireWriter.SizeOfField(channelLength)
            + WireWriter.SizeOfField(stamp.Number) + WireWriter.SizeOfField(previousFrom) + WireWriter.SizeOfField(previousTo)
            + WireWriter.SizeOfField(at) + (key == 0 ? 0 : 1 + sizeof(ulong)) + (stamp.IsKept ? 2 : 0) + (message.IsUnhurried ? 2 : 0)
            + (message.Trace is null ? 0 : 2 + WireWriter.SizeOf((uint)trace.Length) + trace.Length) + (isRepeatable ? 3 : 0);

        var span = output.GetSpan(1 + WireWriter.SizeOf((uint)length) + length);
        var writer = new WireWriter(span);
        writer.Head(ForwardsTag, length);
        writer.Field(SequenceTag, sequence);
        writer.Field(IdTag, id, idLength);
        writer.Field(FromTag, from, fromLength);
        writer.Field(ToTag, to, toLength);
        writer.Field(FrameTag, message.Frame.Span);
        writer.Field(ChannelTag, channel, channelLength);
        writer.Field(NumberTag, stamp.Number);
        writer.Field(PreviousFromTag, previousFrom);
        writer.Field(PreviousToTag, previousTo);
        writer.Field(AtTag, at);
        writer.Fixed64(KeyTag, key);
        writer.Field(KeepTag, stamp.IsKept ? 1ul : 0);
        writer.Field(UnhurriedTag, message.IsUnhurried ? 1ul : 0);
        if (message.Trace is not null)
        {
            writer.Byte(TraceTag | More);
            writer.Head(SecondOfTag, trace.Length);
            writer.Bytes(trace);
        }

        if (isRepeatable)
        {
            writer.Byte(RepeatableTag | More);
            writer.Field(SecondOfTag, 1);
        }

        output.Advance(writer.Length);
    }
}
