using System.Diagnostics.CodeAnalysis;
using System.Text;
using Gossamer.Mesh.Wire;
using Google.Protobuf;

namespace Gossamer.Mesh;

/// <summary>Envelopes to the wire's messages and back.</summary>
internal static class ForwardCodec
{
    private const int Overhead = 96; // tags, lengths and numbers
    private const int MaxIdLength = 1024; // generous: an application's ids are its own
    private const int MaxChannelLength = 128;

    /// <summary>What a message takes in a frame, at most.</summary>
    internal static long Size(Envelope message) => (long)message.Frame.Length + Overhead
        + Encoding.UTF8.GetByteCount(message.Id.ToString())
        + Encoding.UTF8.GetByteCount(message.From.Value)
        + Encoding.UTF8.GetByteCount(message.To.Value)
        + (message.Channel?.Length ?? 0)
        + MeshActivities.Size(message.Trace);

    /// <summary>Copies nothing: the frame's bytes are written from where they are.</summary>
    internal static Forward Encode(ulong sequence, Envelope message) => new()
    {
        Sequence = sequence,
        Id = message.Id.ToString(),
        From = message.From.Value,
        To = message.To.Value,
        Frame = UnsafeByteOperations.UnsafeWrap(message.Frame),
        Channel = message.Channel ?? "",
        Number = message.Stamp.Number,
        PreviousFrom = message.Stamp.PreviousFrom,
        PreviousTo = message.Stamp.PreviousTo,
        At = message.At,
        Key = message.Stamp.Key.Value,
        Keep = message.Stamp.IsKept,
        Unhurried = message.IsUnhurried,
        Trace = message.Trace,
    };

    internal static bool TryDecode(Forward forward, [NotNullWhen(true)] out Envelope? message)
    {
        if (forward.Channel.Length > 0)
            message = Envelope.ToNode(forward.Channel, forward.Frame.Memory, forward.Unhurried);
        else if (UserName.TryTakeExact(forward.From, out var from) && UserName.TryTakeExact(forward.To, out var to))
            message = new(new(forward.Id), from, to, forward.Frame.Memory)
            {
                At = forward.At,
                MayRepeat = forward.Key != 0,
                Stamp = StampOf(forward),
            };
        else
            message = null;
        if (message is not null && forward.Trace is not null)
            message.Trace = MeshActivities.Checked(forward.Trace);
        return message is not null && forward.Sequence > 0 && IsInOrder(forward) && IsWithinBounds(forward);
    }

    private static MessageStamp StampOf(Forward forward) => new(
        forward.Number, forward.PreviousFrom, forward.PreviousTo, new(forward.Key), IdHash.Of(forward.Id)) { IsKept = forward.Keep };

    private static bool IsWithinBounds(Forward forward) => forward.Id.Length <= MaxIdLength && forward.Channel.Length <= MaxChannelLength;

    private static bool IsInOrder(Forward forward) =>
        forward.Number == 0 || (forward.PreviousFrom < forward.Number && forward.PreviousTo < forward.Number
            && forward.Number <= MessageStamp.MaxNumber);
}
