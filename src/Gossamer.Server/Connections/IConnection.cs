using Gossamer.SocketIO;

namespace Gossamer.Server.Connections;

/// <summary>A client's connection as the chat sees it: something with an outbox.</summary>
internal interface IConnection
{
    /// <summary>For logs: tells one connection from another, and is no secret.</summary>
    string Id { get; }

    /// <summary>Where it comes from, as limits count.</summary>
    ClientAddress Address => default;

    /// <summary>The secret id by which the client says who it is when it comes back; null when its protocol has none.</summary>
    string? PrivateSessionId => null;

    /// <summary>
    /// The offset with which the client came from a session that could not be recovered. Given once: the session that begins there moves
    /// on from it.
    /// </summary>
    string? TakeUnrecoveredOffset() => null;

    /// <summary>Bytes that wait in the outbox.</summary>
    long WaitingBytes { get; }

    /// <summary>For how long nothing has come from the client.</summary>
    TimeSpan SilentFor => TimeSpan.Zero;

    /// <summary>Puts a frame into the outbox without blocking. False: the connection is gone.</summary>
    bool Send(EncodedPacket packet);

    /// <summary>Asks the client for a sign of life. True: it gave one in time.</summary>
    Task<bool> ProbeAsync(TimeSpan timeout) => Task.FromResult(true);

    /// <summary>Closes the connection in such a way that a client that is there reconnects.</summary>
    void Close()
    {
    }

    /// <summary>Ends the connection for good, after what waits for it: the client does not reconnect by itself.</summary>
    void Disconnect()
    {
    }
}
