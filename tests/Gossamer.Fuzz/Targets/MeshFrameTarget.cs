using System.Buffers;
using Gossamer.Mesh;
using Gossamer.Mesh.Wire;

namespace Gossamer.Fuzz.Targets;

/// <summary>A frame between servers.</summary>
internal sealed class MeshFrameTarget() : FuzzTarget("mesh-frame")
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        Bytes(new Frame()),
        Bytes(new Frame { Hello = new Hello(), Heartbeat = new Heartbeat() }),
        Bytes(new Frame
        {
            Receipts = { new Receipt { UpTo = 7, Delivered = { 1, 0, 2 } } },
            Forwards = { new Forward { Sequence = 1, Id = "m", From = "Anna", To = "Billy", Number = 3, At = -5, Repeatable = true } },
        }),
    ];

    public override void Run(byte[] input)
    {
        RunArrived(input);
        if (!FrameCodec.TryRead(input, out var frame))
            return;
        FuzzFailure.Unless(FrameCodec.TryRead(Bytes(frame), out var again) && again.Equals(frame), "what was written reads differently");
    }

    /// <summary>As links read it: what generated code takes too has as many parts there.</summary>
    private static void RunArrived(byte[] input)
    {
        if (!ArrivedFrame.TryRead(input, out var arrived))
            return;
        var (receipts, forwards) = (0, 0);
        foreach (var receipt in arrived.Receipts)
        {
            receipts++;
            foreach (var delivered in receipt.Delivered)
                GC.KeepAlive(delivered);
        }

        foreach (var forward in arrived.Forwards)
        {
            forwards++;
            ForwardCodec.TryDecode(forward, MeshProtocol.Newest, out _);
        }

        FuzzFailure.Unless(
            !FrameCodec.TryRead(input, out var generated)
                || (generated.Receipts.Count == receipts && generated.Forwards.Count == forwards),
            "it has other parts than for the generated code");
    }

    private static byte[] Bytes(Frame frame)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameCodec.Write(frame, output);
        return output.WrittenSpan.ToArray();
    }
}
