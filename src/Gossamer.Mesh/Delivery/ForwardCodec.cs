using System.Diagnostics.CodeAnalysis;
using System.Text;
using Gossamer.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.Mesh;

/// <summary>Envelopes to the wire's messages and back.</summary>
internal static class ForwardCodec
{
    private const int Overhead = 32; // tags, lengths and the sequence number

    /// <summary>What a message takes in a frame, at most.</summary>
    internal static long Size(Envelope message) => (long)message.Frame.Length + Overhead
        + Encoding.UTF8.GetByteCount(message.Id.ToString())
        + Encoding.UTF8.GetByteCount(message.From.Value)
        + Encoding.UTF8.GetByteCount(message.To.Value);

    /// <summary>Copies nothing: the frame's bytes are written from where they are.</summary>
    internal static Forward Encode(ulong sequence, Envelope message) => new()
    {
        Sequence = sequence,
        Id = message.Id.ToString(),
        From = message.From.Value,
        To = message.To.Value,
        Frame = UnsafeByteOperations.UnsafeWrap(message.Frame),
        MayRepeat = message.MayRepeat,
        NodeMessage = message.IsNodeMessage,
    };

    internal static bool TryDecode(Forward forward, [NotNullWhen(true)] out Envelope? message)
    {
        if (forward.NodeMessage)
            message = Envelope.ToNode(forward.Frame.Memory);
        else if (UserName.TryTakeExact(forward.From, out var from) && UserName.TryTakeExact(forward.To, out var to))
            message = new(new(forward.Id), from, to, forward.Frame.Memory) { MayRepeat = forward.MayRepeat };
        else
            message = null;
        return message is not null && forward.Sequence > 0;
    }
}
