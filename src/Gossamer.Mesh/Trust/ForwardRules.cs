namespace Gossamer.Mesh;

/// <summary>What must hold of a message that a peer forwards, beyond what its schema says.</summary>
internal static class ForwardRules
{
    internal static PeerBreach? BreachOf(Envelope message, IMessageFrameValidator? frames)
    {
        var stamp = message.Stamp;
        // A key that is another message's would make clients take that one for a repetition.
        if (stamp.Number == 0 || (stamp.IsKeyTold && !stamp.Key.IsNone && stamp.Key != MessageKey.Of(message.From, message.Id)))
            return PeerBreach.Stamp;
        return frames is null || frames.Agrees(message) ? null : PeerBreach.Frame;
    }
}
