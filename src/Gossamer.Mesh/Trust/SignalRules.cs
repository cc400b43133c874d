namespace Gossamer.Mesh;

/// <summary>What servers get that speak a version of the protocol without signals: everything else, without gaps.</summary>
internal static class SignalRules
{
    internal static bool IsSignal(ReadOnlySpan<byte> frame, IMessageFrameValidator? frames) =>
        frames is not null && frames.TryRead(frame, out var message) && message.IsSignal;

    /// <param name="answer">What is in a stream.</param>
    /// <param name="last">The number of this server's last message there that is no signal.</param>
    /// <param name="frames">Who knows which are signals.</param>
    internal static PullAnswer WithoutSignals(this PullAnswer answer, ulong last, IMessageFrameValidator? frames) =>
        answer with { Last = last, Entries = WithoutSignals(answer.Entries, frames) };

    /// <summary>Those of each origin in order. What follows a signal follows its predecessor.</summary>
    internal static List<StreamEntry> WithoutSignals(IEnumerable<StreamEntry> entries, IMessageFrameValidator? frames)
    {
        var rest = new List<StreamEntry>();
        var left = new Dictionary<(Origin, ulong), ulong>();
        foreach (var entry in entries)
        {
            var previous = left.TryGetValue((entry.Origin, entry.Previous), out var before) ? before : entry.Previous;
            if (IsSignal(entry.Frame, frames))
                left[(entry.Origin, entry.Number)] = previous;
            else
                rest.Add(entry with { Previous = previous });
        }

        return rest;
    }
}
