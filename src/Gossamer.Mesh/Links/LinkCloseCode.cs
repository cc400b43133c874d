namespace Gossamer.Mesh;

/// <summary>
/// The one catalogue of why a link ends or does not come about. Those below 4100 travel: on a WebSocket they are the status
/// of the close frame.
/// </summary>
public enum LinkCloseCode
{
    /// <summary>No reason known.</summary>
    None = 0,

    /// <summary>The server that opened the link stops and has said all it had to say.</summary>
    Goodbye = 4000,

    /// <summary>Refused: the hello names another mesh.</summary>
    WrongCluster = 4001,

    /// <summary>Refused: the hello bears the id of the server that was reached; a server has dialled itself, or two share an id.</summary>
    OwnId = 4002,

    /// <summary>Refused: a server of that id is linked and alive in another life; two share an id, or one is coming back early.</summary>
    DuplicateId = 4003,

    /// <summary>Refused: the two servers speak no version of the protocol in common; the detail says which is to be upgraded.</summary>
    WrongVersion = 4004,

    /// <summary>Refused: the id is not among the configured peers.</summary>
    UnknownNode = 4005,

    /// <summary>Refused: the hello is meant for another server than was reached.</summary>
    WrongTarget = 4006,

    /// <summary>Refused: a later life of that server is known here.</summary>
    StaleIncarnation = 4007,

    /// <summary>Refused: the hello's id is not the one that the transport vouches for.</summary>
    ClaimMismatch = 4008,

    /// <summary>Refused: the first frame had no hello.</summary>
    HelloExpected = 4009,

    /// <summary>A frame could not be read, or broke a rule.</summary>
    Malformed = 4010,

    /// <summary>A frame exceeded <see cref="MeshOptions.MaxFrameBytes"/>.</summary>
    FrameTooLarge = 4011,

    /// <summary>Nothing was heard for <see cref="MeshOptions.HeartbeatTimeout"/>.</summary>
    HeartbeatTimeout = 4012,

    /// <summary>The peer says that it does not hear this link.</summary>
    NotHeard = 4013,

    /// <summary>The same server has opened a newer link.</summary>
    Replaced = 4014,

    /// <summary>The peer announced more than <see cref="MeshOptions.MaxUsersPerPeer"/> users.</summary>
    TooManyUsers = 4015,

    /// <summary>Refused: more than <see cref="MeshOptions.MaxPendingLinks"/> links wait for their hello.</summary>
    TooManyLinks = 4016,

    /// <summary>The server that was reached stops.</summary>
    Stopping = 4017,

    /// <summary>The peer sent messages with numbers that another server gave, or none did.</summary>
    ForgedOrigin = 4018,

    /// <summary>The link could not be opened.</summary>
    ConnectFailed = 4100,

    /// <summary>The link was not open within <see cref="MeshOptions.ConnectTimeout"/>.</summary>
    ConnectTimedOut = 4101,

    /// <summary>Refused before the hello: the credentials of the request did not hold.</summary>
    Unauthorized = 4102,

    /// <summary>The connection broke.</summary>
    ConnectionLost = 4103,

    /// <summary>The peer has left the mesh, and was silent.</summary>
    Left = 4104,

    /// <summary>The peer is to be reached at another address.</summary>
    Moved = 4105,
}
