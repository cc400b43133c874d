namespace Gossamer.SocketIO.MessagePack;

/// <summary>What a value is.</summary>
internal enum TokenKind : byte
{
    Nil,
    Boolean,
    Integer,

    /// <summary>An integer beyond <see cref="long.MaxValue"/>.</summary>
    Unsigned,
    Float,
    String,
    Binary,
    Array,
    Map,
    Extension,
}
