using Gossamer.SocketIO;

namespace Gossamer.Server.Connections;

/// <summary>The connections that the process may hold, of which each takes a descriptor, and what of them an address holds.</summary>
internal interface IConnectionCount
{
    /// <summary>Counts one more; each is to <see cref="Leave"/> once.</summary>
    /// <param name="address">For whom it is held; null: for many, as a proxy's is.</param>
    /// <returns>False when there may be no more, in all or of that address.</returns>
    bool TryEnter(ClientAddress? address);

    /// <param name="address">As it was told to <see cref="TryEnter"/>.</param>
    void Leave(ClientAddress? address);
}
