using System.Text.Json;

namespace Gossamer.Server.Chat;

/// <summary>Hears the events of one connection before the chat does.</summary>
internal interface IServerConnection
{
    /// <summary>Handles <c>update_peer</c>, which only servers send.</summary>
    void OnUpdatePeer(ref Utf8JsonReader arguments);

    /// <summary>Takes an <c>im</c> if it is a server's; false, and nothing read, if it is a client's.</summary>
    bool TryTake(ref Utf8JsonReader arguments);

    /// <summary>The connection has ended.</summary>
    void End();
}
