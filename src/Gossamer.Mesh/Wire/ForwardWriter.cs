using System.Buffers;
using System.Text;
using Google.Protobuf;

namespace Gossamer.Mesh.Wire;

/// <summary>
/// Writes forwards into a frame, without an object for each: the bytes are those of the generated code. <c>message Forward</c> of
/// mesh.proto says what each field is.
/// <code>
/// forwards = 4: { 1: sequence  2: id  3: from  4: to  5: frame  8: channel  9: number  10: previous_from  11: previous_to  12: at
///                 13: key  14: keep  15: unhurried  16: trace  17: repeatable }
/// </code>
/// </summary>
internal static class ForwardWriter
{
    private const uint ForwardsTag = (4 << 3) | WireReader.BytesType;

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
        var length = WireWriter.SizeOfField(sequence) + WireWriter.SizeOfBytesField(idLength) + WireWriter.SizeOfBytesField(fromLength)
            + WireWriter.SizeOfBytesField(toLength) + WireWriter.SizeOfBytesField(message.Frame.Length)
            + WireWriter.SizeOfBytesField(channelLength)
            + WireWriter.SizeOfField(stamp.Number) + WireWriter.SizeOfField(previousFrom) + WireWriter.SizeOfField(previousTo)
            + WireWriter.SizeOfField(at) + (key == 0 ? 0 : 1 + sizeof(ulong)) + (stamp.IsKept ? 2 : 0) + (message.IsUnhurried ? 2 : 0)
            + (message.Trace is null ? 0 : 2 + WireWriter.SizeOf((uint)trace.Length) + trace.Length) + (isRepeatable ? 3 : 0);

        var span = output.GetSpan(1 + WireWriter.SizeOf((uint)length) + length);
        var writer = new WireWriter(span);
        writer.Head(ForwardsTag, length);
        writer.Field(ForwardTags.Sequence, sequence);
        writer.Field(ForwardTags.Id, id, idLength);
        writer.Field(ForwardTags.From, from, fromLength);
        writer.Field(ForwardTags.To, to, toLength);
        writer.Field(ForwardTags.Frame, message.Frame.Span);
        writer.Field(ForwardTags.Channel, channel, channelLength);
        writer.Field(ForwardTags.Number, stamp.Number);
        writer.Field(ForwardTags.PreviousFrom, previousFrom);
        writer.Field(ForwardTags.PreviousTo, previousTo);
        writer.Field(ForwardTags.At, at);
        writer.Fixed64(ForwardTags.Key, key);
        writer.Field(ForwardTags.Keep, stamp.IsKept ? 1ul : 0);
        writer.Field(ForwardTags.Unhurried, message.IsUnhurried ? 1ul : 0);
        if (message.Trace is not null)
        {
            writer.Head(ForwardTags.Trace, trace.Length);
            writer.Bytes(trace);
        }

        writer.Field(ForwardTags.Repeatable, isRepeatable ? 1ul : 0);
        output.Advance(writer.Length);
    }
}
