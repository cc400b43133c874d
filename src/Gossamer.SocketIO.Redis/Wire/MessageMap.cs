using Gossamer.SocketIO.MessagePack;

namespace Gossamer.SocketIO.Redis.Wire;

/// <summary>A map of MessagePack, looked through for a name.</summary>
internal static class MessageMap
{
    /// <param name="map">The map.</param>
    /// <param name="name">A key.</param>
    /// <param name="value">What stands there; empty: nothing, or <c>undefined</c>.</param>
    /// <returns>False: it is no map, or is not whole.</returns>
    public static bool TryFind(ReadOnlySpan<byte> map, ReadOnlySpan<byte> name, out ReadOnlySpan<byte> value)
    {
        value = default;
        var reader = new TokenReader(map);
        if (!reader.TryRead(out var head) || head.Kind != TokenKind.Map)
            return false;
        for (var i = 0u; i < head.Count; i++)
        {
            if (!reader.TryRead(out var key) || key.Kind is TokenKind.Map or TokenKind.Array)
                return false;
            var start = reader.Position;
            if (!reader.TrySkip())
                return false;
            if (key.Kind == TokenKind.String && key.Bytes.SequenceEqual(name))
                value = Defined(map[start..reader.Position]);
        }

        return true;
    }

    private static ReadOnlySpan<byte> Defined(ReadOnlySpan<byte> value) =>
        new TokenReader(value).TryRead(out var token) && !token.IsUndefined && token.Kind != TokenKind.Nil ? value : default;
}
