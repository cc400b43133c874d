using System.Buffers;
using CsCheck;
using Gossamer.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.Mesh.Tests;

public sealed class FrameCodecTests
{
    private static readonly Gen<Forward> GenForward =
        Gen.Select(Gen.ULong, Gen.String[Gen.Char.AlphaNumeric, 1, 36], Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.Byte.Array[0, 200],
            Gen.Bool)
            .Select((sequence, id, to, bytes, isNode) => new Forward
            {
                Sequence = sequence, Id = id, From = "Anna", To = to, Frame = ByteString.CopyFrom(bytes), Channel = isNode ? id : "",
                Number = sequence, PreviousFrom = sequence / 2, PreviousTo = sequence / 3, At = (long)(sequence >> 1), Key = ~sequence,
                    Keep = isNode,
            });

    private static readonly Gen<Frame> GenFrame =
        Gen.Select(Gen.Bool, GenForward.List[0, 5], Gen.UInt.List[0, 5], Gen.String[Gen.Char.AlphaNumeric, 1, 9].List[0, 8], Gen.ULong)
            .Select((hello, forwards, receipts, users, number) =>
            {
                var frame = new Frame { Heartbeat = new() { HeardSequence = number, HeardIncarnation = number } };
                if (hello)
                    frame.Hello = new() { Protocol = 1, Cluster = "c", Node = "n1", Target = "n2", Incarnation = number, Link = 3 };
                frame.Forwards.AddRange(forwards);
                frame.Receipts.Add(new Receipt { UpTo = number, Delivered = { receipts } });
                frame.Snapshot = new() { Version = number, Last = true, Users = { users }, Connections = { users.Select(_ => 1u) } };
                frame.Changes = new() { From = number, To = number, Users = { users }, Connections = { users.Select(_ => 0u) } };
                frame.Digest = new() { Version = number, Users = 3, Sum = number };
                return frame;
            });

    [Fact]
    public void TryRead_WhatWriteWrote_IsEqual() => GenFrame.Sample(frame =>
    {
        FrameCodec.TryRead(Bytes(frame), out var read).ShouldBeTrue();
        read.ShouldBe(frame);
    });

    [Fact]
    public void TryRead_EveryTruncation_Refuses() => GenFrame.Sample(
        frame =>
        {
            var bytes = Bytes(frame);
            for (var length = 0; length < bytes.Length; length++)
                FrameCodec.TryRead(bytes.AsSpan(0, length), out _).ShouldBeFalse();
        },
        iter: 50);

    [Fact]
    public void TryRead_AnyBytes_NeverThrows() =>
        Gen.Byte.Array[0, 300].Sample(bytes => { FrameCodec.TryRead(bytes, out _); }, iter: 20_000);

    [Fact]
    public void TryRead_DamagedFrame_NeverThrows() => Gen.Select(GenFrame, Gen.Int[0, 10_000], Gen.Byte).Sample((frame, at, value) =>
    {
        var bytes = Bytes(frame);
        bytes[at % bytes.Length] = value;
        FrameCodec.TryRead(bytes, out _);
    });

    [Theory]
    [InlineData("", "Billy", 1UL)]
    [InlineData("Anna", " Billy", 1UL)]
    [InlineData("Anna", "Bil\nly", 1UL)]
    [InlineData("Anna", "Billy", 0UL)]
    public void TryDecode_InvalidForward_Refuses(string from, string to, ulong sequence) =>
        Generated.TryDecode(new() { From = from, To = to, Sequence = sequence }, MeshProtocol.Newest, out _).ShouldBeFalse();

    [Theory]
    [InlineData(5UL, 5UL, 0UL)]
    [InlineData(5UL, 0UL, 6UL)]
    public void TryDecode_PredecessorNotBefore_Refuses(ulong number, ulong previousFrom, ulong previousTo) => Generated.TryDecode(
        new() { From = "Anna", To = "Billy", Sequence = 1, Number = number, PreviousFrom = previousFrom, PreviousTo = previousTo },
        MeshProtocol.Newest, out _).ShouldBeFalse();

    /// <summary>What is of another version than the link's own is not listened to.</summary>
    [Theory]
    [InlineData(2, 0UL, true, false)]
    [InlineData(2, 5UL, false, true)]
    [InlineData(3, 5UL, false, false)]
    [InlineData(3, 0UL, true, true)]
    public void TryDecode_RepeatableMessage_IsKnownByTheFieldOfTheVersion(uint protocol, ulong key, bool says, bool isRepeatable)
    {
        var forward = new Forward { Id = "m", From = "Anna", To = "Billy", Sequence = 1, Number = 1, Key = key, Repeatable = says };
        Generated.TryDecode(forward, protocol, out var message).ShouldBeTrue();
        message!.MayRepeat.ShouldBe(isRepeatable);
        var made = MessageKey.Of(SimNode.Name("Anna"), new("m"));
        message.Stamp.Key.ShouldBe(!isRepeatable ? MessageKey.None : protocol == 2 ? new(key) : made);
        var breach = protocol == 2 && isRepeatable ? PeerBreach.Stamp : (PeerBreach?)null;
        ForwardRules.BreachOf(message, frames: null).ShouldBe(breach, "5 is not its key");
    }

    [Fact]
    public void Write_IdWithLoneSurrogate_StillWrites()
    {
        var message = new Envelope(new("a\ud83d"), SimNode.Name("Anna"), SimNode.Name("Billy"), default);
        var output = new ArrayBufferWriter<byte>();
        ForwardWriter.Write(output, 1, message, MeshProtocol.Newest);
        FrameCodec.Write(new(), output);
        FrameCodec.TryRead(output.WrittenSpan, out _).ShouldBeTrue();
    }

    private static byte[] Bytes(Frame frame)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameCodec.Write(frame, output);
        return output.WrittenSpan.ToArray();
    }
}
