using System.Buffers;
using CsCheck;
using Gossamer.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.Mesh.Tests;

/// <summary>Our own reading and writing of what links carry most, against the code that is generated of mesh.proto.</summary>
public sealed class ArrivedFrameTests
{
    private static readonly Gen<ulong> GenNumber = Gen.OneOf(Gen.Const(0ul), Gen.Byte.Select(static b => (ulong)b), Gen.ULong);

    private static readonly Gen<string> GenText = Gen.String[Gen.OneOf(Gen.Char.AlphaNumeric, Gen.Char['\u00e0', '\u0fff']), 0, 200];

    private static readonly Gen<Forward> GenForward =
        Gen.Select(GenNumber, GenText, Gen.Byte.Array[0, 300], GenNumber, GenNumber, Gen.Byte, Gen.Long)
            .Select(static (sequence, text, bytes, number, key, flags, at) => new Forward
            {
                Sequence = sequence, Id = text, From = text.Length > 5 ? text[..5] : "", To = text.Length > 9 ? text[5..9] : "",
                Frame = ByteString.CopyFrom(bytes), Channel = (flags & 1) == 0 ? "" : text, Number = number, PreviousFrom = number / 2,
                PreviousTo = key / 3, At = (flags & 2) == 0 ? at : 0, Key = key, Keep = (flags & 4) != 0, Unhurried = (flags & 8) != 0,
                Trace = (flags & 16) == 0 ? null : new() { Parent = text, State = (flags & 32) == 0 ? "" : text },
                Repeatable = (flags & 64) != 0,
            });

    private static readonly Gen<Receipt> GenReceipt = Gen.Select(GenNumber, Gen.UInt.List[0, 20]).Select(static (upTo, delivered) =>
        new Receipt { UpTo = upTo, Delivered = { delivered } });

    private static readonly Gen<Frame> GenFrame = Gen.Select(GenForward.List[0, 6], GenReceipt.List[0, 4], Gen.Byte, GenNumber).Select(
        static (forwards, receipts, parts, number) => new Frame
        {
            Forwards = { forwards },
            Receipts = { receipts },
            Heartbeat = (parts & 1) == 0 ? null : new() { HeardSequence = number, HeardIncarnation = number },
            Hello = (parts & 2) == 0 ? null : new() { Protocol = 2, Cluster = "c", Node = "n1", Target = "n2", Incarnation = number },
            Changes = (parts & 4) == 0 ? null : new() { From = number, To = number, Users = { "Anna" }, Connections = { 1 } },
            Goodbye = (parts & 8) == 0 ? null : new(),
            End = (parts & 16) == 0,
        });

    [Fact]
    public void TryRead_WhatGeneratedCodeWrote_ReadsTheSame() => GenFrame.Sample(frame =>
    {
        ArrivedFrame.TryRead(frame.ToByteArray(), out var read).ShouldBe(frame.End);
        if (!frame.End)
            return;
        Rebuild(read).ShouldBe(frame);
    });

    [Fact]
    public void TryRead_DeliveredUnpacked_ReadsTheSame()
    {
        byte[] bytes = [0x1a, 0x06, 0x10, 0x05, 0x08, 0x09, 0x10, 0x07, 0x78, 0x01];
        ArrivedFrame.TryRead(bytes, out var read).ShouldBeTrue();
        Rebuild(read).ShouldBe(Frame.Parser.ParseFrom(bytes));
    }

    [Fact]
    public void TryRead_EveryTruncation_Refuses() => GenFrame.Where(static frame => frame.End).Sample(
        static frame =>
        {
            var bytes = frame.ToByteArray();
            for (var length = 0; length < bytes.Length; length++)
                ArrivedFrame.TryRead(bytes.AsSpan(0, length), out _).ShouldBeFalse();
        },
        iter: 50);

    /// <summary>Where generated code refuses, so does ours; and what both take, both read the same.</summary>
    [Fact]
    public void TryRead_DamagedFrame_AgreesWithGeneratedCode() =>
        Gen.Select(GenFrame, Gen.Int[0, 10_000], Gen.Byte).Sample(static (frame, at, value) =>
        {
            var bytes = frame.ToByteArray();
            if (bytes.Length > 0)
                bytes[at % bytes.Length] = value;
            if (!ArrivedFrame.TryRead(bytes, out var read))
                return;
            FrameCodec.TryRead(bytes, out var generated).ShouldBeTrue();
            if (HasNoTrace(generated!))
                Rebuild(read).ShouldBe(WithoutUnknown(generated!));
        });

    [Theory]
    [InlineData("22 09 08 01 42 01 78 82 01 01 0a 78 01")] // a trace that breaks off
    [InlineData("22 0d 08 01 12 01 ff 1a 01 61 22 01 62 48 01 78 01")] // an id that is no UTF-8
    [InlineData("22 ff ff ff ff 07 78 01")] // longer than the frame
    [InlineData("1a 04 08 01 12 7f 78 01")] // more numbers than there are bytes
    [InlineData("78 01 22")]
    [InlineData("23 24 78 01")] // a group
    [InlineData("22 00")] // no end
    public void TryRead_BrokenPart_RefusesAll(string hex)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
        ArrivedFrame.TryRead(bytes, out _).ShouldBeFalse();
    }

    [Fact]
    public void TryRead_AnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 300].Sample(static bytes => { ArrivedFrame.TryRead(bytes, out _); }, iter: 20_000);

    [Fact]
    public void Write_AnyMessage_SameBytesAsGeneratedCode() => Gen.Select(GenForward, GenNumber, Gen.UInt[2, 3], Gen.Byte).Sample(
        static (fields, sequence, protocol, flags) =>
        {
            var message = (flags & 1) == 0
                ? new Envelope(new(fields.Id), SimNode.Name("Anna"), SimNode.Name("Billy"), fields.Frame.Memory) { At = fields.At }
                : Envelope.ToNode(fields.Channel, fields.Frame.Memory, fields.Unhurried);
            message.Stamp = new(fields.Number, fields.PreviousFrom, fields.PreviousTo, new(fields.Key), 7) { IsKept = fields.Keep };
            message.Trace = fields.Trace;
            message.Older = (flags & 2) == 0 ? null : new(3, 400);
            var output = new ArrayBufferWriter<byte>();
            ForwardWriter.Write(output, sequence, message, protocol);
            output.WrittenSpan.ToArray().ShouldBe(new Frame { Forwards = { Generated.Encode(sequence, message, protocol) } }.ToByteArray());
        });

    [Fact]
    public void Write_AnyReceipt_SameBytesAsGeneratedCode() => GenReceipt.Where(static one => one.Delivered.Count > 0).Sample(static one =>
    {
        var output = new ArrayBufferWriter<byte>();
        ReceiptWriter.Write(output, one.UpTo, [.. one.Delivered]);
        output.WrittenSpan.ToArray().ShouldBe(new Frame { Receipts = { one } }.ToByteArray());
    });

    private static Frame Rebuild(ArrivedFrame read)
    {
        var frame = read.Other.Clone();
        frame.End = true;
        foreach (var receipt in read.Receipts)
        {
            var all = new Receipt { UpTo = receipt.UpTo };
            foreach (var delivered in receipt.Delivered)
                all.Delivered.Add(delivered);
            all.Delivered.Count.ShouldBe(receipt.Count);
            frame.Receipts.Add(all);
        }

        foreach (var forward in read.Forwards)
            frame.Forwards.Add(Rebuild(forward));
        return frame;
    }

    private static Forward Rebuild(in ForwardFields forward) => new()
    {
        Sequence = forward.Sequence, Id = Text(forward.Id), From = Text(forward.From), To = Text(forward.To),
        Frame = ByteString.CopyFrom(forward.Frame), Channel = Text(forward.Channel), Number = forward.Number,
        PreviousFrom = forward.PreviousFrom, PreviousTo = forward.PreviousTo, At = forward.At, Key = forward.Key, Keep = forward.Keep,
        Unhurried = forward.Unhurried, Repeatable = forward.Repeatable,
        Trace = forward.HasTrace ? new() { Parent = Text(forward.TraceParent), State = Text(forward.TraceState) } : null,
    };

    private static Frame WithoutUnknown(Frame frame) => Frame.Parser.WithDiscardUnknownFields(true).ParseFrom(frame.ToByteArray());

    /// <summary>A trace that comes twice is merged by generated code; here the last counts. No server writes such.</summary>
    private static bool HasNoTrace(Frame frame) => frame.Forwards.All(static forward => forward.Trace is null);

    private static string Text(ReadOnlySpan<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
