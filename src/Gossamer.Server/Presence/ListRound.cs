using System.Runtime.InteropServices;

namespace Gossamer.Server.Presence;

/// <summary>What one round of lists has come to.</summary>
/// <param name="window">When the next may be, if this one sends any.</param>
[StructLayout(LayoutKind.Auto)]
internal struct ListRound(TimeSpan window)
{
    private TimeSpan? _at;

    public readonly TimeSpan Window => window;

    public int Lists { get; private set; }

    public int LargestBytes { get; private set; }

    public long BytesToNewcomers { get; private set; }

    public long BytesToOthers { get; private set; }

    public void Sent(bool isNewcomer, int bytes)
    {
        Lists++;
        LargestBytes = Math.Max(LargestBytes, bytes);
        if (isNewcomer)
            BytesToNewcomers += bytes;
        else
            BytesToOthers += bytes;
    }

    /// <summary>Somebody is to be sent the list, not before then.</summary>
    public void Wait(TimeSpan until) => _at = _at is { } at && at < until ? at : until;

    public readonly NextRound Next(TimeSpan now) => new(Lists > 0 ? window : now, _at);
}
