using Gossamer.Mesh;
using Gossamer.Server.Sessions;
using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <summary>A client's connection as the chat sees it: something with an outbox.</summary>
internal interface IConnection
{
    /// <summary>The Socket.IO session id, for logs.</summary>
    string Id { get; }

    /// <summary>Bytes that wait in the outbox.</summary>
    long WaitingBytes { get; }

    /// <summary>The client has lost its connection and may come back: what is sent is kept for it.</summary>
    bool IsAwaitingReconnect { get; }

    /// <summary>Its session was on its way to another server, which may have taken it unheard, and have the client.</summary>
    bool MayBeElsewhere { get; }

    /// <summary>For how long it has been away; zero when it is not.</summary>
    TimeSpan DisconnectedFor { get; }

    /// <summary>
    /// A message that is not counted as delivered is sent all the same: the client may be there, or come back. Has it gone on elsewhere,
    /// then it does not get it there, unless the sender has repeated it here, by the key.
    /// </summary>
    void NoteLate(EncodedPacket packet, MessageKey? key);

    /// <summary>Puts a frame into the outbox without blocking. False: the connection is gone.</summary>
    bool Send(EncodedPacket packet);

    /// <summary>
    /// Like <see cref="Send"/> for a message that its sender may repeat: what the client has had is not sent again, and counts as sent.
    /// </summary>
    /// <param name="packet">The message.</param>
    /// <param name="key">By which a repetition is known.</param>
    /// <param name="isLate">It is <see cref="NoteLate">late</see>; otherwise an earlier sending of it, if that was late, counts
    /// now.</param>
    bool SendOnce(EncodedPacket packet, MessageKey key, bool isLate);

    /// <summary>
    /// The client is that user from now on: tells it so if its session can outlive its connection. Clients whose protocol
    /// knows no such thing may still want it.
    /// </summary>
    void BeginSession(UserName user, bool isWanted);

    /// <summary>Holds back messages until it is known what came before them; null while that is so already.</summary>
    Joining? Hold();
}
