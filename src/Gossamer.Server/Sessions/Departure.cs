using Gossamer.Mesh;
using Gossamer.Server.Chat;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// One session on its way to another server: what it is, what it had, that this was all, and then, for a while, what still comes:
/// <c>begin packets* ready packets* end</c>.
/// </summary>
internal sealed class Departure(MeshNode node, NodeId to, string key, UserName user)
{
    private readonly Lock _gate = new();
    private List<SessionNote>? _early = []; // what came before the rest was told

    public NodeId To => to;

    /// <summary>
    /// A packet that still came here, to this connection. Counts as delivered here only as long as the other server has not announced the
    /// user.
    /// </summary>
    public bool Rest(SocketConnection source, EncodedPacket packet)
    {
        lock (_gate)
        {
            var note = SessionNotes.OfPackets(key, [packet], source.IsLate(packet));
            if (_early is not null)
                _early.Add(note);
            else if (Tell(note) is { IsCompletedSuccessfully: true, Result: false })
                return false; // the other server is out of reach
        }

        return node.Directory.Find(user).ConnectionsAt(to) == 0;
    }

    /// <summary>Tells all that there is. True when the other server has taken it.</summary>
    public Task<bool> GoAsync(Begin begin, IReadOnlyList<EncodedPacket> packets)
    {
        lock (_gate)
        {
            _ = Tell(new SessionNote { Key = key, Begin = begin });
            TellAll(packets);
            var taken = Tell(new SessionNote { Key = key, Ready = new Ready { Packets = (uint)packets.Count } });
            foreach (var note in _early!)
                _ = Tell(note);
            _early = null;
            return taken;
        }
    }

    public void End() => _ = Tell(new SessionNote { Key = key, End = new End() });

    private void TellAll(IReadOnlyList<EncodedPacket> packets)
    {
        foreach (var portion in SessionNotes.Portions(packets))
            _ = Tell(SessionNotes.OfPackets(key, portion));
    }

    private Task<bool> Tell(SessionNote note) => node.TellAsync(to, note);
}
