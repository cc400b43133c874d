using System.Buffers;

namespace Gossamer.Mesh.Wire;

/// <summary>
/// Writes receipts into a frame, a message for each run of forwards: the bytes are those of the generated code.
/// <code>
/// receipts = 3: { 1: up_to  2: delivered... }
/// </code>
/// </summary>
internal static class ReceiptWriter
{
    private const uint ReceiptsTag = (3 << 3) | WireReader.BytesType;
    private const uint UpToTag = (1 << 3) | WireReader.VarintType;
    private const uint DeliveredTag = (2 << 3) | WireReader.BytesType;

    /// <param name="output">The frame.</param>
    /// <param name="upTo">The forward that the last of <paramref name="delivered"/> is about.</param>
    /// <param name="delivered">To how many connections each forward of the run went; one at least.</param>
    internal static void Write(IBufferWriter<byte> output, ulong upTo, ReadOnlySpan<uint> delivered)
    {
        var packed = 0;
        foreach (var connections in delivered)
            packed += WireWriter.SizeOf(connections);
        var length = WireWriter.SizeOfField(upTo) + WireWriter.SizeOfBytesField(packed);
        var writer = new WireWriter(output.GetSpan(1 + WireWriter.SizeOf((uint)length) + length));
        writer.Head(ReceiptsTag, length);
        writer.Field(UpToTag, upTo);
        writer.Head(DeliveredTag, packed);
        foreach (var connections in delivered)
            writer.Number(connections);
        output.Advance(writer.Length);
    }
}
