using System.Buffers;
using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <summary>
/// One attempt to open a link and, when it succeeds, that link. Each has its own object, so that what a transport still has to
/// say about an attempt that was given up reaches nobody.
/// </summary>
internal sealed class LinkAttempt(OutgoingLink owner, ulong number, long startedAt) : ILinkSender
{
    private const int KeptForwards = 4096; // more than a frame of the usual size has

    private readonly List<(ulong Sequence, Envelope Message)> _forwards = [];

    /// <summary>The transport's end. Set before anybody else sees the attempt.</summary>
    internal ILinkChannel Channel { get; set; } = null!;

    internal ulong Number => number;

    /// <summary>When the attempt began or, later, when the link was opened.</summary>
    internal long Since { get; set; } = startedAt;

    internal bool HelloSaid { get; set; }

    internal bool GoodbyeSaid { get; set; }

    internal bool HeartbeatDue { get; set; } = true;

    /// <summary>What the listener was last told of what is heard from it.</summary>
    internal HeardState? Reported { get; set; }

    /// <summary>Those of the frame that is being written, each with its sequence number.</summary>
    internal List<(ulong Sequence, Envelope Message)> Forwards => _forwards;

    public void Opened() => owner.Opened(this);

    public TakeResult Take(IBufferWriter<byte> output) => owner.Take(this, output);

    public void Closed(LinkClose reason) => owner.Down(this, reason);

    /// <summary>Writes and forgets <see cref="Forwards"/>.</summary>
    internal void WriteForwards(IBufferWriter<byte> output, uint protocol)
    {
        foreach (var (sequence, message) in _forwards)
            ForwardWriter.Write(output, sequence, message, protocol);
        var isLarge = _forwards.Count > KeptForwards;
        _forwards.Clear();
        if (isLarge)
            _forwards.Capacity = 0;
    }
}
