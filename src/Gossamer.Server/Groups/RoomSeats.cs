using Gossamer.Server.Limits;
using Gossamer.SocketIO;

namespace Gossamer.Server.Groups;

/// <summary>How many rooms all connections may be in together; an address takes no more than it leaves free.</summary>
internal sealed class RoomSeats(GroupOptions options)
{
    private readonly Lock _gate = new();
    private readonly AddressShares _shares = new(options.MaxMembershipsInAll);

    public bool TryTake(ClientAddress address, int rooms)
    {
        lock (_gate)
            return _shares.TryAdd(address, rooms);
    }

    public void Return(ClientAddress address, int rooms)
    {
        lock (_gate)
            _shares.Remove(address, rooms);
    }
}
