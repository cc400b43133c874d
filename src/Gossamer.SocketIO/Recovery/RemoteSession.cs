namespace Gossamer.SocketIO;

/// <summary>A session at another server, whose client is back at this one. No record: its text would tell the secret.</summary>
public sealed class RemoteSession
{
    /// <summary>For adapters.</summary>
    /// <param name="server">What the adapter calls the server that has the session.</param>
    /// <param name="privateSessionId">The id by which the client came back, a secret.</param>
    /// <param name="socket">The socket's id, rooms and data.</param>
    public RemoteSession(string server, string privateSessionId, SocketDescription socket)
    {
        ArgumentException.ThrowIfNullOrEmpty(server);
        ArgumentException.ThrowIfNullOrEmpty(privateSessionId);
        ArgumentNullException.ThrowIfNull(socket);
        (Server, PrivateSessionId, Socket) = (server, privateSessionId, socket);
    }

    /// <summary>What the adapter calls the server that has the session.</summary>
    public string Server { get; }

    /// <summary>The id by which the client came back, a secret.</summary>
    public string PrivateSessionId { get; }

    /// <summary>The socket's id, rooms and data.</summary>
    public SocketDescription Socket { get; }
}
