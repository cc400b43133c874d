using System.Buffers;
using System.Text;
using CsCheck;
using Gossamer.SocketIO.EngineIO.WebSockets;

namespace Gossamer.SocketIO.Tests.EngineIO.WebSockets;

public sealed class MessageReaderTests
{
    private const int MaxPayload = 100_000;

    /// <summary>The example of RFC 6455, section 5.7: a single-frame masked text message.</summary>
    [Fact]
    public void TryRead_TheExampleOfTheRfc_IsHello() =>
        ReadAll([0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D, 0x7F, 0x9F, 0x4D, 0x51, 0x58]).ShouldBe(["text Hello"]);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(MaxPayload)]
    public void TryRead_EveryFormOfLength_IsTheMessage(int length) =>
        ReadAll(Frames.Text(new string('x', length))).ShouldBe(["text " + new string('x', length)]);

    [Fact]
    public void TryRead_ControlFramesBetweenFragments_LeaveTheMessageWhole() =>
        ReadAll([.. Frames.Text("Hel", final: false), .. Frames.Of(9, [1, 2]), .. Frames.Of(10, []), .. Frames.Of(0, "lo"u8.ToArray())])
            .ShouldBe(["part", "ping 0102", "pong ", "text Hello"]);

    /// <summary>However little is in them: whoever reads is to count them.</summary>
    [Fact]
    public void TryRead_FramesOfNothing_AreTold() =>
        ReadAll([.. Frames.Text("", final: false), .. Frames.Of(0, [], final: false), .. Frames.Of(10, []), .. Frames.Of(10, [1])])
            .ShouldBe(["part", "part", "pong ", "pong 01"]);

    [Fact]
    public void TryRead_CloseFrame_IsTheClientsEnd() => ReadAll(Frames.Of(8, [0x03, 0xE8])).ShouldBe(["end TransportClose"]);

    public static TheoryData<string, byte[]> Faults => new()
    {
        { "reserved bit", [0xC1, 0x80, 0, 0, 0, 0] },
        { "reserved opcode", [0x83, 0x80, 0, 0, 0, 0] },
        { "reserved control opcode", [0x8B, 0x80, 0, 0, 0, 0] },
        { "not masked", Frames.Of(1, "Hello"u8.ToArray(), masked: false) },
        { "control frame in fragments", Frames.Of(9, [], final: false) },
        { "control frame too long", Frames.Of(9, new byte[126]) },
        { "nothing to continue", Frames.Of(0, []) },
        { "a message within a message", [.. Frames.Text("Hel", final: false), .. Frames.Text("lo")] },
        { "negative length", [0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
        { "not UTF-8", Frames.Of(1, [0xC3, 0x28]) },
        { "half a surrogate pair", Frames.Of(1, [0xED, 0xA0, 0x80]) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void TryRead_WhatTheRfcForbids_IsAFault(string fault, byte[] bytes) =>
        ReadAll(bytes).Where(read => read != "part").ShouldBe(["end TransportError"], fault);

    [Theory]
    [InlineData(MaxPayload + 1)]
    [InlineData(int.MaxValue)]
    public void TryRead_LongerThanAllowed_IsRefusedByItsHeadAlone(int length)
    {
        byte[] head = [0x82, 0xFF, 0, 0, 0, 0, (byte)(length >> 24), (byte)(length >> 16), (byte)(length >> 8), (byte)length, 1, 2, 3, 4];
        ReadAll(head).ShouldBe(["end PayloadTooLarge"]);
    }

    [Fact]
    public void TryRead_FragmentsThatAddUpToTooMuch_AreRefused() =>
        ReadAll([.. Frames.Of(2, new byte[MaxPayload], final: false), .. Frames.Of(0, new byte[1])])
            .ShouldBe(["part", "end PayloadTooLarge"]);

    /// <summary>However the bytes are cut on their way, and however messages are cut into frames.</summary>
    [Fact]
    public void TryRead_AnyMessagesInAnyPieces_AreTheMessages() =>
        (from messages in Gen.Select(Gen.Bool, Gen.Byte.Array[0, 300], Gen.Int[1, 4]).Array[1, 8]
         from cuts in Gen.Int[1, 40].Array[1, 20]
         select (messages, cuts)).Sample(sample =>
        {
            var wire = new List<byte>();
            var expected = new List<string>();
            foreach (var (isBinary, bytes, fragments) in sample.messages)
            {
                var payload = isBinary ? bytes : Encoding.UTF8.GetBytes(Convert.ToBase64String(bytes));
                var size = Math.Max(1, (payload.Length / fragments) + 1);
                var chunks = payload.Length == 0 ? [[]] : payload.Chunk(size).ToArray();
                for (var i = 0; i < chunks.Length; i++)
                    wire.AddRange(Frames.Of(i > 0 ? 0 : isBinary ? 2 : 1, chunks[i], final: i == chunks.Length - 1));
                expected.Add(isBinary ? "binary " + Convert.ToHexString(payload) : "text " + Encoding.UTF8.GetString(payload));
            }

            ReadAll([.. wire], sample.cuts).Where(read => read != "part").ShouldBe(expected);
        });

    /// <summary>Whatever comes: no exception, and nothing larger than allowed.</summary>
    [Fact]
    public void TryRead_AnyBytes_DoesNotThrow() =>
        Gen.Select(Gen.Byte.Array[0, 400], Gen.Int[1, 40].Array[1, 20]).Sample((bytes, cuts) => ReadAll(bytes, cuts).ShouldNotBeNull());

    [Fact]
    public void TryRead_ManySegments_IsTheSameAsOne()
    {
        byte[] wire = [.. Frames.Text("Hello"), .. Frames.Of(2, new byte[200])];
        var reader = new MessageReader(MaxPayload);
        var first = new Segment(wire.AsMemory(0, 1), null);
        var last = first;
        for (var i = 1; i < wire.Length; i++)
            last = new Segment(wire.AsMemory(i, 1), last);
        var input = new ReadOnlySequence<byte>(first, 0, last, 1);

        reader.TryRead(ref input, out var hello).ShouldBeTrue();
        Describe(hello).ShouldBe("text Hello");
        reader.TryRead(ref input, out var bytes).ShouldBeTrue();
        bytes.Data.Length.ShouldBe(200);
        input.IsEmpty.ShouldBeTrue();
        reader.End();
    }

    private static List<string> ReadAll(byte[] wire, params int[] cuts)
    {
        var reader = new MessageReader(MaxPayload);
        var found = new List<string>();
        var unread = ReadOnlyMemory<byte>.Empty;
        for (var (at, i) = (0, 0); at < wire.Length; i++)
        {
            var size = Math.Min(cuts.Length == 0 ? wire.Length : cuts[i % cuts.Length], wire.Length - at);
            var input = new ReadOnlySequence<byte>((byte[])[.. unread.Span, .. wire.AsSpan(at, size)]);
            at += size;
            while (reader.TryRead(ref input, out var read))
            {
                found.Add(Describe(read));
                if (read.End is not null)
                    return found;
            }

            unread = input.ToArray();
            unread.Length.ShouldBeLessThan(FrameHeader.MaxSize); // all else has been taken
            reader.Rest();
        }

        reader.End();
        return found;
    }

    private static string Describe(WebSocketRead read) => read switch
    {
        { End: { } end } => "end " + end,
        { IsPing: true } => "ping " + Convert.ToHexString(read.Data.Span),
        { Opcode: Opcode.Pong } => "pong " + Convert.ToHexString(read.Data.Span),
        { IsAside: true } => "part",
        { Opcode: Opcode.Binary } => "binary " + Convert.ToHexString(read.Data.Span),
        _ => "text " + Encoding.UTF8.GetString(read.Data.Span),
    };

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is null)
                return;
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }
}
