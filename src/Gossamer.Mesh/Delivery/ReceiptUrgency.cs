using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <summary>
/// When a listener sends receipts: at once when somebody waits for one, otherwise with what it says next. Then there are bounds, far below
/// what a speaker keeps without receipts (<see cref="MeshOptions.MaxUnacknowledgedMessages"/>). Used under the peer's lock.
/// </summary>
internal struct ReceiptUrgency(MeshOptions options)
{
    private const int Part = 64; // of what the speaker keeps

    private int _messages;
    private long _bytes;
    private bool _isUrgent;

    internal void Add(in ForwardFields forward)
    {
        _isUrgent |= !forward.Unhurried;
        _messages++;
        _bytes += forward.Frame.Length;
    }

    /// <summary>Of what was added since it last said yes.</summary>
    internal bool TakeIsUrgent()
    {
        var isUrgent = _isUrgent || _messages > options.MaxUnacknowledgedMessages / Part || _bytes > options.MaxUnacknowledgedBytes / Part;
        if (isUrgent)
            (_messages, _bytes, _isUrgent) = (0, 0, false);
        return isUrgent;
    }
}
