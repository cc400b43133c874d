using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>A client's connection as the chat sees it: something with an outbox.</summary>
internal interface IConnection
{
    /// <summary>The Socket.IO session id, for logs.</summary>
    string Id { get; }

    /// <summary>Bytes that wait in the outbox.</summary>
    long WaitingBytes { get; }

    /// <summary>Puts a frame into the outbox without blocking. False: the connection is gone.</summary>
    bool Send(EncodedPacket packet);
}
