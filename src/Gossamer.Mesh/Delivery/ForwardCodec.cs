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
    /// <param name="sequence">Its number on the link.</param>
    /// <param name="message">The message.</param>
    /// <param name="protocol">The version of the protocol that is spoken with the listener.</param>
    internal static Forward Encode(ulong sequence, Envelope message, uint protocol) => new()
    {
        Sequence = sequence,
        Id = message.Id.ToString(),
        From = message.From.Value,
        To = message.To.Value,
        Frame = UnsafeByteOperations.UnsafeWrap(message.Frame),
        Channel = message.Channel ?? "",
        Number = message.Stamp.Number,
        PreviousFrom = protocol < MeshProtocol.Signals && message.Older is { From: var from } ? from : message.Stamp.PreviousFrom,
        PreviousTo = protocol < MeshProtocol.Signals && message.Older is { To: var to } ? to : message.Stamp.PreviousTo,
        At = message.At,
        Key = protocol < MeshProtocol.RepeatableForwards ? message.Stamp.Key.Value : 0,
        Repeatable = protocol >= MeshProtocol.RepeatableForwards && !message.Stamp.Key.IsNone,
        Keep = message.Stamp.IsKept,
        Unhurried = message.IsUnhurried,
        Trace = message.Trace,
    };

    /// <param name="forward">What came.</param>
    /// <param name="protocol">The version of the protocol that is spoken with who told it.</param>
    /// <param name="message">The message.</param>
    internal static bool TryDecode(Forward forward, uint protocol, [NotNullWhen(true)] out Envelope? message)
    {
        if (forward.Channel.Length > 0)
            message = Envelope.ToNode(forward.Channel, forward.Frame.Memory, forward.Unhurried);
        else if (UserName.TryTakeExact(forward.From, out var from) && UserName.TryTakeExact(forward.To, out var to))
            message = new(new(forward.Id), from, to, forward.Frame.Memory)
            {
                At = forward.At,
                MayRepeat = IsRepeatable(forward, protocol),
                Stamp = StampOf(forward, protocol, from),
            };
        else
            message = null;
        if (message is not null && forward.Trace is not null)
            message.Trace = MeshActivities.Checked(forward.Trace);
        return message is not null && forward.Sequence > 0 && IsInOrder(forward) && IsWithinBounds(forward);
    }

    private static bool IsRepeatable(Forward forward, uint protocol) =>
        protocol < MeshProtocol.RepeatableForwards ? forward.Key != 0 : forward.Repeatable;

    private static MessageStamp StampOf(Forward forward, uint protocol, UserName from) => new(
        forward.Number, forward.PreviousFrom, forward.PreviousTo, KeyOf(forward, protocol, from), IdHash.Of(forward.Id))
    {
        IsKept = forward.Keep,
        IsKeyTold = protocol < MeshProtocol.RepeatableForwards,
    };

    private static MessageKey KeyOf(Forward forward, uint protocol, UserName from)
    {
        if (protocol < MeshProtocol.RepeatableForwards)
            return new(forward.Key);
        return forward.Repeatable ? MessageKey.Of(from, new(forward.Id)) : MessageKey.None;
    }

    private static bool IsWithinBounds(Forward forward) => forward.Id.Length <= MaxIdLength && forward.Channel.Length <= MaxChannelLength;

    private static bool IsInOrder(Forward forward) =>
        forward.Number == 0 || (forward.PreviousFrom < forward.Number && forward.PreviousTo < forward.Number
            && forward.Number <= MessageStamp.MaxNumber);
}
