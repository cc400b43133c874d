namespace Gossamer.Bench.Compare;

/// <summary>Finds the messages in what one connection receives, however it is cut: <c>~#</c> and the conversation's four digits.</summary>
internal sealed class ArrivalReader
{
    public const string Mark = "~#";

    private const int MarkLength = 2;
    private const int NumberDigits = 4;
    private const int Length = MarkLength + NumberDigits;

    private readonly byte[] _seam = new byte[2 * Length];
    private int _carried;

    /// <param name="bytes">What has come.</param>
    /// <param name="arrived">Gets the conversation's number, for each message.</param>
    public void Read(ReadOnlySpan<byte> bytes, Action<int> arrived)
    {
        if (_carried > 0)
        {
            var head = bytes[..Math.Min(Length - 1, bytes.Length)];
            head.CopyTo(_seam.AsSpan(_carried));
            var seam = _seam.AsSpan(0, _carried + head.Length);
            Find(seam, Math.Min(_carried, seam.Length), arrived);
        }

        Find(bytes, bytes.Length, arrived);
        Carry(bytes);
    }

    /// <summary>Marks that begin before <paramref name="limit"/> and are whole.</summary>
    private static void Find(ReadOnlySpan<byte> bytes, int limit, Action<int> arrived)
    {
        for (var at = 0; bytes[at..].IndexOf("~#"u8) is >= 0 and var found;)
        {
            at += found;
            if (at >= limit || at + Length > bytes.Length)
                return;
            var number = 0;
            foreach (var digit in bytes.Slice(at + MarkLength, NumberDigits))
                number = (number * 10) + digit - '0';
            arrived(number);
            at += Length;
        }
    }

    private void Carry(ReadOnlySpan<byte> bytes)
    {
        const int Kept = Length - 1;
        if (bytes.Length >= Kept)
        {
            bytes[^Kept..].CopyTo(_seam);
            _carried = Kept;
            return;
        }

        var all = _carried + bytes.Length;
        bytes.CopyTo(_seam.AsSpan(_carried));
        var dropped = Math.Max(0, all - Kept);
        _seam.AsSpan(dropped, all - dropped).CopyTo(_seam);
        _carried = all - dropped;
    }
}
