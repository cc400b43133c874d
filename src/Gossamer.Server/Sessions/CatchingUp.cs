using Gossamer.Server.Chat;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// What a user missed, from all who kept something for it: a client that comes back by the last message it saw may have left sessions at
/// several servers. It is told in one order once all have answered, and what still comes to any of them is told as it comes.
/// </summary>
internal sealed class CatchingUp(Joining joining, byte[] mark, Action<EncodedPacket> remember) : ITold
{
    private readonly Lock _gate = new();
    private readonly List<EncodedPacket> _missed = [];
    private int _open = 1; // this itself
    private bool _isTold;
    private bool _isMarked;

    /// <summary>What one had kept. End what this returns. Null: too late, the client has been told.</summary>
    public ITold? Add(IEnumerable<EncodedPacket> packets)
    {
        lock (_gate)
        {
            if (_isTold)
                return null;
            _open++;
            _missed.AddRange(packets);
            return new Teller(this, End);
        }
    }

    /// <summary>Messages that the client has had elsewhere; see <see cref="Joining.Remember"/>.</summary>
    public void Remember(IReadOnlyCollection<(ulong Key, uint Age)> had) => joining.Remember(had);

    /// <summary>All have answered, or are not waited for. Returns how many messages the client is told.</summary>
    public int Finish()
    {
        int count;
        lock (_gate)
        {
            count = _missed.Count;
            foreach (var packet in InOrder(_missed))
                Send(packet);
            _missed.Clear();
            _isTold = true;
        }

        End();
        return count;
    }

    /// <summary>
    /// Messages of several sources, each in order, in one: by when the server of the sender took them. A sender's connection has one
    /// server, so that what it sent keeps its order. Those that came from several are there several times.
    /// </summary>
    internal static IEnumerable<EncodedPacket> InOrder(IEnumerable<EncodedPacket> packets) => packets
        .Select(static packet => (Packet: packet, At: InstantMessageFrame.AtOf(packet.Frame.Span)))
        .Where(static item => item.At is not null)
        .OrderBy(static item => item.At).Select(static item => item.Packet);

    /// <inheritdoc/>
    public void Tell(EncodedPacket packet) => Pass(packet, joining.Tell);

    /// <inheritdoc/>
    /// <remarks>Until the client has been told there is a place for all.</remarks>
    public void KeepPlace(EncodedPacket packet) => Pass(packet, joining.KeepPlace);

    /// <summary>One that was <see cref="Add">added</see> ends, or this itself.</summary>
    public void End()
    {
        bool isLast;
        lock (_gate)
            isLast = --_open == 0;
        if (isLast)
            joining.End();
    }

    private void Pass(EncodedPacket packet, Action<EncodedPacket> pass)
    {
        lock (_gate)
        {
            if (_isTold)
                pass(packet);
            else
                _missed.Add(packet);
        }
    }

    /// <summary>The message by which the client came back it has; another client of the user may come back by it too.</summary>
    private void Send(EncodedPacket packet)
    {
        if (!MissedMessages.IsMark(packet, mark))
            joining.Tell(packet);
        else if (!_isMarked)
        {
            _isMarked = true;
            joining.Had([packet]);
            remember(packet);
        }
    }
}
