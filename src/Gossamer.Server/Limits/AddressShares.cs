using Gossamer.SocketIO;

namespace Gossamer.Server.Limits;

/// <summary>
/// How many of something all connections hold, and those of each address: no address holds more than it leaves free. Not thread-safe.
/// </summary>
/// <param name="whole">How many there may be.</param>
internal sealed class AddressShares(int whole)
{
    private readonly KeyedCounts<ClientAddress> _held = new();
    private int _taken;

    /// <returns>False: there is no room for so many more.</returns>
    public bool TryAdd(ClientAddress address, int count)
    {
        var held = _held[address];
        if (count > 0 && !FairShare.AllowsMore(whole, _taken + count - 1, held + count - 1))
            return false;
        _held.Add(address, count);
        _taken += count;
        return true;
    }

    public void Remove(ClientAddress address, int count)
    {
        _held.Add(address, -count);
        _taken -= count;
    }
}
