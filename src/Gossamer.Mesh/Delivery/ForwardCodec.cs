using System.Diagnostics.CodeAnalysis;
using System.Text;
using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <summary>What forwards take in frames, and the messages that they bear.</summary>
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

    /// <param name="forward">What came.</param>
    /// <param name="protocol">The version of the protocol that is spoken with who told it.</param>
    /// <param name="message">The message.</param>
    internal static bool TryDecode(in ForwardFields forward, uint protocol, [NotNullWhen(true)] out Envelope? message)
    {
        message = null;
        if (forward.Sequence == 0 || !IsInOrder(forward) || !IsWithinBounds(forward))
            return false;
        if (forward.Channel.Length > 0)
            message = Envelope.ToNode(Text(forward.Channel), forward.Frame.ToArray(), forward.Unhurried);
        else if (UserName.TryTakeExact(forward.From, out var from) && UserName.TryTakeExact(forward.To, out var to))
            message = Decode(forward, protocol, from, to);
        if (message is not null && forward.HasTrace && MeshActivities.AreHeard)
            message.Trace = MeshActivities.Read(forward.TraceParent, forward.TraceState);
        return message is not null;
    }

    private static Envelope Decode(in ForwardFields forward, uint protocol, UserName from, UserName to)
    {
        var id = new MessageId(Text(forward.Id));
        var isRepeatable = protocol < MeshProtocol.RepeatableForwards ? forward.Key != 0 : forward.Repeatable;
        return new(id, from, to, forward.Frame.ToArray())
        {
            At = forward.At,
            MayRepeat = isRepeatable,
            Stamp = StampOf(forward, KeyOf(forward, protocol, from, id), id) with
            {
                IsKeyTold = protocol < MeshProtocol.RepeatableForwards,
            },
        };
    }

    private static MessageStamp StampOf(in ForwardFields forward, MessageKey key, MessageId id) => new(
        forward.Number, forward.PreviousFrom, forward.PreviousTo, key, IdHash.Of(id.Value))
    {
        IsKept = forward.Keep,
    };

    private static MessageKey KeyOf(in ForwardFields forward, uint protocol, UserName from, MessageId id)
    {
        if (protocol < MeshProtocol.RepeatableForwards)
            return new(forward.Key);
        return forward.Repeatable ? MessageKey.Of(from, id) : MessageKey.None;
    }

    private static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    private static bool IsWithinBounds(in ForwardFields forward) =>
        IsWithin(forward.Id, MaxIdLength) && IsWithin(forward.Channel, MaxChannelLength);

    /// <param name="utf8">The text.</param>
    /// <param name="length">What it may have, in UTF-16 units, each of which takes three bytes at most.</param>
    private static bool IsWithin(ReadOnlySpan<byte> utf8, int length) =>
        utf8.Length <= length || (utf8.Length <= 3 * length && Encoding.UTF8.GetCharCount(utf8) <= length);

    private static bool IsInOrder(in ForwardFields forward) =>
        forward.Number == 0 || (forward.PreviousFrom < forward.Number && forward.PreviousTo < forward.Number
            && forward.Number <= MessageStamp.MaxNumber);
}
