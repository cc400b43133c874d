namespace Gossamer.Mesh;

/// <summary>Which rule something that a peer sent breaks. What breaks one is not taken, and counted.</summary>
internal enum PeerBreach
{
    /// <summary>A message's frame is not what its fields say, or not the user's.</summary>
    Frame,

    /// <summary>Number, key or hash of a message do not go with the rest of it.</summary>
    Stamp,

    /// <summary>A message of a user whom the peer does not list.</summary>
    Sender,

    /// <summary>It asks for, knows or leaves a session of a user whom it does not list.</summary>
    Session,

    /// <summary>A number of another server's life that is far beyond what that life has told here.</summary>
    Number,

    /// <summary>More than one server may leave here, or longer than it may be.</summary>
    Bound,

    /// <summary>
    /// Messages with the numbers of a server that did not give them. The link ends with <see cref="LinkCloseCode.ForgedOrigin"/>.
    /// </summary>
    Origin,
}
