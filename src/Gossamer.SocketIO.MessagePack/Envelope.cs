using System.Text;

namespace Gossamer.SocketIO.MessagePack;

/// <summary>
/// A packet as socket.io-msgpack-parser writes it, its data not yet read:
/// <code>
/// { type: 0..4, nsp: string, [data], [id: integer], ... }
/// </code>
/// What is <c>undefined</c> is not there. Clients put <c>options</c> beside it, which means nothing here.
/// </summary>
internal readonly ref struct Envelope
{
    public PacketType Type { get; private init; }

    public string Namespace { get; private init; }

    public long? AckId { get; private init; }

    /// <summary>One value; empty if there is none.</summary>
    public ReadOnlySpan<byte> Data { get; private init; }

    public static bool TryRead(ReadOnlySpan<byte> message, out Envelope envelope)
    {
        envelope = default;
        var reader = new TokenReader(message);
        if (!reader.TryRead(out var map) || map.Kind != TokenKind.Map)
            return false;

        var (type, id, ns, data) = ((long?)null, (long?)null, (string?)null, 0..0);
        for (var i = 0L; i < map.Count; i++)
        {
            if (!reader.TryRead(out var key) || key.Kind is TokenKind.Map or TokenKind.Array)
                return false;
            var start = reader.Position;
            var name = key.Kind == TokenKind.String ? key.Bytes : default;
            var isRead = name switch
            {
                _ when name.SequenceEqual("type"u8) => TryReadInteger(ref reader, out type) && type is not null,
                _ when name.SequenceEqual("id"u8) => TryReadInteger(ref reader, out id),
                _ when name.SequenceEqual("nsp"u8) => TryReadString(ref reader, out ns),
                _ => reader.TrySkip(),
            };
            if (!isRead)
                return false;
            if (name.SequenceEqual("data"u8))
                data = start..reader.Position;
        }

        if (!reader.IsAtEnd || ns is null || type is not (>= (long)PacketType.Connect and <= (long)PacketType.ConnectError))
            return false;
        envelope = new Envelope { Type = (PacketType)type, Namespace = ns, AckId = id, Data = Defined(message[data]) };
        return true;
    }

    private static bool TryReadInteger(ref TokenReader reader, out long? number)
    {
        number = null;
        if (!reader.TryRead(out var token) || !(token.Kind == TokenKind.Integer || token.IsUndefined))
            return false;
        if (!token.IsUndefined)
            number = token.Number;
        return true;
    }

    private static bool TryReadString(ref TokenReader reader, out string? text)
    {
        text = null;
        if (!reader.TryRead(out var token) || token.Kind != TokenKind.String)
            return false;
        text = token.Bytes is [(byte)'/'] ? "/" : Encoding.UTF8.GetString(token.Bytes);
        return true;
    }

    private static ReadOnlySpan<byte> Defined(ReadOnlySpan<byte> data) =>
        new TokenReader(data).TryRead(out var token) && !token.IsUndefined ? data : default;
}
