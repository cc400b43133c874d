using System.Runtime.InteropServices;
using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.SocketIO;

namespace Gossamer.Server.Presence;

/// <summary>
/// A connection that watches names: what it was told of each, and what it is about to be told. Used under its publisher's lock.
/// </summary>
internal sealed class Watcher(IConnection connection)
{
    private readonly Dictionary<UserName, bool> _told = [];
    private List<UserName> _joined = [];
    private List<UserName> _left = [];

    public IReadOnlyCollection<UserName> Names => _told.Keys;

    /// <summary>Bytes that wait in its outbox.</summary>
    public long WaitingBytes => connection.WaitingBytes;

    public int CountWith(IReadOnlyCollection<UserName> more) =>
        _told.Count + more.Distinct().Count(name => !_told.ContainsKey(name));

    /// <summary>Notes how a name stands, to be told whatever was told before. True when the name is new.</summary>
    public bool Begin(UserName name, bool isHere)
    {
        var isNew = _told.TryAdd(name, isHere);
        _told[name] = isHere;
        Note(name, isHere);
        return isNew;
    }

    /// <summary>Notes how a watched name stands, to be told if that is news. False when it is none.</summary>
    public bool Update(UserName name, bool isHere)
    {
        ref var told = ref CollectionsMarshal.GetValueRefOrNullRef(_told, name);
        if (told == isHere)
            return false;
        told = isHere;
        Note(name, isHere);
        return true;
    }

    /// <summary>False when the name was not watched.</summary>
    public bool End(UserName name) => _told.Remove(name);

    /// <summary>Sends what was noted. False when there was nothing, or the connection is gone.</summary>
    public bool Flush()
    {
        if (_joined.Count + _left.Count == 0)
            return false;
        var packet = EncodedPacket.FromFrame(PresenceFrame.Write(_joined, _left));
        (_joined, _left) = ([], []);
        return connection.Send(packet);
    }

    private void Note(UserName name, bool isHere) => (isHere ? _joined : _left).Add(name);
}
