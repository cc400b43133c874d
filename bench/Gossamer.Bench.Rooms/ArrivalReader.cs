using System.Text;

namespace Gossamer.Bench.Rooms;

/// <summary>Finds the ids of messages in what one connection receives, however it is cut. It looks at nothing else.</summary>
internal sealed class ArrivalReader
{
    private static readonly byte[] Mark = Encoding.ASCII.GetBytes(Protocol.IdMark);

    private readonly byte[] _buffer = new byte[8 * 1024];
    private int _kept;

    /// <summary>Where the next bytes go.</summary>
    public Memory<byte> Free => _buffer.AsMemory(_kept);

    /// <param name="count">How many bytes have come.</param>
    /// <param name="arrived">Called with slot and number of each message.</param>
    public void Read(int count, Action<int, int> arrived)
    {
        var bytes = _buffer.AsSpan(0, _kept + count);
        var keep = Math.Max(0, bytes.Length - Mark.Length + 1);
        for (var at = 0; bytes[at..].IndexOf(Mark) is >= 0 and var found;)
        {
            var id = at + found + Mark.Length;
            if (id + Protocol.IdLength > bytes.Length)
            {
                keep = at + found;
                break;
            }

            arrived(Digits(bytes.Slice(id, Protocol.SlotDigits)), Digits(bytes.Slice(id + Protocol.SlotDigits + 1, Protocol.NumberDigits)));
            at = id + Protocol.IdLength;
            keep = Math.Max(at, keep);
        }

        bytes[keep..].CopyTo(_buffer);
        _kept = bytes.Length - keep;
    }

    private static int Digits(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
            value = (value * 10) + digit - '0';
        return value;
    }
}
