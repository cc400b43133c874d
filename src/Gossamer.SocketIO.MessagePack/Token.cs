namespace Gossamer.SocketIO.MessagePack;

/// <summary>One value, or the beginning of an array or a map, whose elements are the next values.</summary>
internal readonly ref struct Token(TokenKind kind)
{
    /// <summary>The type of the extensions that JavaScript's encoder (notepack) makes.</summary>
    private const sbyte JavaScript = 0;

    private const int DateLength = 8;

    public TokenKind Kind { get; } = kind;

    /// <summary>An integer; of <see cref="TokenKind.Unsigned"/> its 64 bits; 1 for true; of an extension its type.</summary>
    public long Number { get; init; }

    public double Float { get; init; }

    /// <summary>Elements of an array, pairs of a map. As it claims: they may not have come.</summary>
    public uint Count { get; init; }

    /// <summary>Of a string, of bytes, of an extension.</summary>
    public ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>Extension 0 of one byte: <c>undefined</c>.</summary>
    public bool IsUndefined => IsJavaScript && Bytes.Length == 1 && IsFixed;

    /// <summary>Extension 0 of eight bytes: a <c>Date</c>.</summary>
    public bool IsDate => IsJavaScript && Bytes.Length == DateLength && IsFixed;

    /// <summary>Bytes, or extension 0 with a length of its own: what was an <c>ArrayBuffer</c>.</summary>
    public bool IsBytes => Kind == TokenKind.Binary || (IsJavaScript && !IsFixed);

    /// <summary>An extension whose length its first byte says.</summary>
    public bool IsFixed { get; init; }

    private bool IsJavaScript => Kind == TokenKind.Extension && Number == JavaScript;
}
