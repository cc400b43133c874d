using System.Buffers;
using Gossamer.Mesh.Wire;

namespace Gossamer.Fuzz.Targets;

/// <summary>A frame between servers.</summary>
internal sealed class MeshFrameTarget() : FuzzTarget("mesh-frame")
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
        [Bytes(new Frame()), Bytes(new Frame { Hello = new Hello(), Heartbeat = new Heartbeat() })];

    public override void Run(byte[] input)
    {
        if (!FrameCodec.TryRead(input, out var frame))
            return;
        FuzzFailure.Unless(FrameCodec.TryRead(Bytes(frame), out var again) && again.Equals(frame), "what was written reads differently");
    }

    private static byte[] Bytes(Frame frame)
    {
        var output = new ArrayBufferWriter<byte>();
        FrameCodec.Write(frame, output);
        return output.WrittenSpan.ToArray();
    }
}
