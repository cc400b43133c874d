namespace Gossamer.Bench.Chat;

/// <summary>Counts messages in what one connection receives, however it is cut: by a mark that each holds once.</summary>
internal sealed class ArrivalCounter
{
    private readonly byte[] _mark = "42[\"im\","u8.ToArray();
    private readonly byte[] _seam;
    private int _carried;

    public ArrivalCounter() => _seam = new byte[2 * _mark.Length];

    public long Count { get; private set; }

    /// <returns>How many have come with these bytes.</returns>
    public int Read(ReadOnlySpan<byte> bytes)
    {
        var keep = _mark.Length - 1;
        var head = bytes[..Math.Min(keep, bytes.Length)];
        head.CopyTo(_seam.AsSpan(_carried));
        var seam = _seam.AsSpan(0, _carried + head.Length);
        var found = seam.Count(_mark) + bytes.Count(_mark);
        var all = bytes.Length >= keep ? bytes : seam;
        var tail = all[Math.Max(0, all.Length - keep)..];
        tail.CopyTo(_seam);
        _carried = tail.Length;
        Count += found;
        return found;
    }
}
