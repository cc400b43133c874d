using Gossamer.Server.Limits;
using Gossamer.SocketIO;

namespace Gossamer.Server.Presence;

/// <summary>
/// How many names all connections watch, and those of each address: no address holds more than it leaves free. Used under its publisher's
/// lock.
/// </summary>
/// <param name="whole">How many there may be.</param>
internal sealed class WatchShares(int whole)
{
    private readonly KeyedCounts<ClientAddress> _held = new();
    private int _taken;

    /// <returns>False: there is no room for so many more.</returns>
    public bool TryAdd(ClientAddress address, int names)
    {
        var held = _held[address];
        if (names > 0 && !FairShare.AllowsMore(whole, _taken + names - 1, held + names - 1))
            return false;
        _held.Add(address, names);
        _taken += names;
        return true;
    }

    public void Remove(ClientAddress address, int names)
    {
        _held.Add(address, -names);
        _taken -= names;
    }
}
