using System.Buffers.Binary;

namespace Gossamer.Bench.Storm;

/// <summary>
/// Reads what one client is sent as it comes, keeping no more of it than a piece too short to be read: whole lists and changes of names
/// of a fixed length, and heartbeats. Everything else it skips.
/// </summary>
internal abstract class PresenceReader
{
    /// <summary>No piece that cannot be read yet is longer.</summary>
    public const int MaxCarry = 64;

    private long _left; // of the message under way
    private bool _isPresence;

    /// <summary>Heartbeats that ask for an answer.</summary>
    public int Pings { get; set; }

    /// <summary>Messages that told of presence.</summary>
    public int Messages { get; private set; }

    /// <summary>Whether the client knows all that it should.</summary>
    public abstract bool IsComplete { get; }

    /// <summary>Reads what it can. Returns how many bytes that were; the rest comes again with more behind it.</summary>
    public int Read(ReadOnlySpan<byte> bytes)
    {
        var read = 0;
        while (read < bytes.Length)
        {
            var step = _left == 0 ? ReadHead(bytes[read..]) : ReadBody(bytes[read..]);
            if (step == 0)
                break;
            read += step;
        }
        return read;
    }

    protected abstract void BeginList();

    protected abstract void Name(ReadOnlySpan<byte> name, bool isHere);

    private bool IsHere { get; set; }

    // RFC 6455, 5.2, of a server: no mask. Then the packet's beginning, which tells what it is.
    private int ReadHead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
            return 0;
        var head = bytes[1] switch { 127 => 10, 126 => 4, _ => 2 };
        if (bytes.Length < head)
            return 0;
        _left = head switch
        {
            10 => (long)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..]),
            4 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            _ => bytes[1],
        };
        var start = bytes[head..];
        var needed = (int)Math.Min(_left, "42[\"update_client\",{\"list\":["u8.Length);
        if (start.Length < needed)
        {
            _left = 0;
            return 0;
        }
        var skipped = ReadStart(start);
        _left -= skipped;
        return head + skipped;
    }

    private int ReadStart(ReadOnlySpan<byte> start)
    {
        var list = "42[\"update_client\",{\"list\":["u8;
        var changes = "42[\"presence\",{\"joined\":["u8;
        (_isPresence, IsHere) = (true, true);
        Messages++;
        if (start.StartsWith(list))
        {
            BeginList();
            return list.Length;
        }
        if (start.StartsWith(changes))
            return changes.Length;
        Messages--;
        _isPresence = false;
        Pings += _left == 1 && start[0] == (byte)'2' ? 1 : 0;
        return 0;
    }

    private int ReadBody(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _left)
            bytes = bytes[..(int)_left];
        var read = _isPresence ? ReadNames(bytes) : bytes.Length;
        _left -= read;
        return read;
    }

    private int ReadNames(ReadOnlySpan<byte> bytes)
    {
        var toLeft = "],\"left\":["u8;
        var read = 0;
        while (read < bytes.Length)
        {
            var rest = bytes[read..];
            if (rest[0] == (byte)'"')
            {
                if (rest.Length < Names.Length + 2)
                    break;
                Name(rest.Slice(1, Names.Length), IsHere);
                read += Names.Length + 2;
            }
            else if (rest[0] != (byte)']')
                read++; // a comma, or what closes the packet
            else if (rest.Length >= toLeft.Length && rest.StartsWith(toLeft))
            {
                IsHere = false;
                read += toLeft.Length;
            }
            else if (rest.Length < toLeft.Length && toLeft.StartsWith(rest) && rest.Length < _left - read)
                break;
            else
                read++;
        }
        return read;
    }
}
