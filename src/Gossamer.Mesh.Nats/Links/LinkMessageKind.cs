namespace Gossamer.Mesh.Nats;

/// <summary>What a message on a link's subject is. Numbers are never reused.</summary>
internal enum LinkMessageKind : byte
{
    None = 0,

    /// <summary>To the other server: a link begins.</summary>
    Open = 1,

    /// <summary>Back: it is taken.</summary>
    Opened = 2,

    /// <summary>To the other server: a piece of a frame, which others follow.</summary>
    Piece = 3,

    /// <summary>To the other server: the last piece of a frame.</summary>
    LastPiece = 4,

    /// <summary>Back: all pieces up to a number have been taken.</summary>
    Taken = 5,

    /// <summary>Either way: the link has ended, and why.</summary>
    Close = 6,
}
