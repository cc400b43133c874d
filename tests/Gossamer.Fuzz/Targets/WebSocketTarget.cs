using System.Buffers;
using Gossamer.SocketIO.EngineIO.WebSockets;

namespace Gossamer.Fuzz.Targets;

/// <summary>The frames of a client's WebSocket: the same messages however the bytes are cut on their way.</summary>
internal sealed class WebSocketTarget() : FuzzTarget(
    "websocket",
    "\x81\x85\x37\xFA\x21\x3D\x7F\x9F\x4D\x51\x58", // text "Hello"
    "\x01\x83\x00\x00\x00\x00Hel\x89\x80\x00\x00\x00\x00\x80\x82\x00\x00\x00\x00lo", // in two frames, a ping between them
    "\x82\xFE\x00\x03\x01\x02\x03\x04" + "abc",
    "\x88\x82\x00\x00\x00\x00\x03\xE8")
{
    private const int MaxPayload = 1000;

    public override void Run(byte[] input)
    {
        var whole = Read(input, input.Length);
        for (var cut = 1; cut <= 3; cut++)
            FuzzFailure.Unless(whole.SequenceEqual(Read(input, cut), StringComparer.Ordinal), "the cut is not seen in what is read");
    }

    private static List<string> Read(byte[] wire, int cut)
    {
        var reader = new MessageReader(MaxPayload);
        var found = new List<string>();
        var unread = Array.Empty<byte>();
        for (var at = 0; at < wire.Length; at += cut)
        {
            var input = new ReadOnlySequence<byte>([.. unread, .. wire.AsSpan(at, Math.Min(cut, wire.Length - at))]);
            while (reader.TryRead(ref input, out var read))
            {
                FuzzFailure.Unless(read.Data.Length <= MaxPayload, "no message is larger than allowed");
                found.Add($"{read.Opcode} {read.End} {Convert.ToHexString(read.Data.Span)}");
                if (read.End is not null)
                    return found;
            }

            unread = input.ToArray();
            reader.Rest();
        }

        reader.End();
        return found;
    }
}
