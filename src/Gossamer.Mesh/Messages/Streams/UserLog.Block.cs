using System.Runtime.CompilerServices;

namespace Gossamer.Mesh;

/// <content>
/// A row of entries: what they share stands once, so that an entry takes 32 bytes, and a message with its two sides less than 80.
/// </content>
internal sealed partial class UserLog
{
    private sealed class Block(int capacity, long firstAt)
    {
        internal static readonly int SlotBytes = Unsafe.SizeOf<Slot>();

        private const int MaxSources = 255;

        private readonly Slot[] _slots = new Slot[capacity];
        private readonly long _timeBase = firstAt - (Slot.TimeRange / 2);
        private ulong[] _sources = new ulong[1]; // origins with the high bits of their numbers; a log has a handful
        private int _sourceCount;
        private int _first;
        private int _end;

        internal Block? Next { get; set; }

        internal int Capacity => capacity;

        internal int Count => _end - _first;

        internal bool IsFull => _end == capacity;

        internal long FirstAt => _timeBase + _slots[_first].Time;

        internal StreamEntry this[int index]
        {
            get
            {
                ref readonly var slot = ref _slots[_first + index];
                return slot.Entry(_sources[slot.Source], _timeBase);
            }
        }

        /// <returns>False: it is full, or the entry is too far from the others.</returns>
        internal bool TryAdd(in StreamEntry entry)
        {
            var time = entry.At - _timeBase;
            if (IsFull || time is < 0 or >= Slot.TimeRange || SourceOf(entry) is not (>= 0 and var source))
                return false;
            _slots[_end++] = new(entry, source, time);
            return true;
        }

        /// <returns>How many bytes that were.</returns>
        internal long TakeFirst()
        {
            var bytes = Size(this[0]);
            _slots[_first++] = default;
            return bytes;
        }

        /// <summary>The frame of a copy stands in the logs of all members: it is counted once, by who makes the copies.</summary>
        internal static long Size(in StreamEntry entry) => SlotBytes + (entry.Room == 0 ? entry.Frame.Length : 0);

        internal bool Contains(Origin origin, ulong number)
        {
            var source = Array.IndexOf(_sources, Slot.SourceOf(origin, number), 0, _sourceCount);
            if (source < 0)
                return false;
            for (var i = _first; i < _end; i++)
                if (_slots[i].Source == source && _slots[i].LowNumber == (uint)number)
                    return true;
            return false;
        }

        private int SourceOf(in StreamEntry entry)
        {
            var source = Slot.SourceOf(entry.Origin, entry.Number);
            var known = Array.IndexOf(_sources, source, 0, _sourceCount);
            if (known >= 0 || _sourceCount == MaxSources)
                return known;
            if (_sourceCount == _sources.Length)
                Array.Resize(ref _sources, Math.Min(MaxSources, 2 * _sourceCount));
            _sources[_sourceCount] = source;
            return _sourceCount++;
        }
    }
}
