namespace Gossamer.Mesh;

/// <content>An entry as its block keeps it.</content>
internal sealed partial class UserLog
{
    // Frame 8 bytes, key 8, number (low) 4, id hash 4, and in the last 8: distance to the predecessor 28 bits, time in the block 27,
    // source 8, for this server only 1. What is for this server only has no predecessor: its 28 bits are the tag of its room.
    private readonly struct Slot
    {
        /// <summary>Times of a block lie within so many ms: 37 h.</summary>
        internal const long TimeRange = 1L << TimeBits;

        private const int TimeBits = 27;
        private const int DistanceBits = 28;
        private const int SourceShift = DistanceBits + TimeBits;
        private const int OriginBits = 8 * Origin.Bytes;
        private const ulong OriginMask = (1UL << OriginBits) - 1;
        private const ulong DistanceMask = (1UL << DistanceBits) - 1;
        private const ulong LocalFlag = 1UL << 63;

        internal readonly byte[] Frame;
        private readonly ulong _key;
        private readonly uint _number;
        private readonly uint _idHash;
        private readonly ulong _rest;

        internal Slot(in StreamEntry entry, int source, long time)
        {
            var distance = entry.IsForThisServerOnly ? entry.Room
                : entry.Previous == 0 ? 0 : Math.Min(DistanceMask, entry.Number - entry.Previous);
            (Frame, _key, _number, _idHash) = (entry.Frame, entry.Key.Value, (uint)entry.Number, entry.IdHash);
            _rest = distance | ((ulong)time << DistanceBits) | ((ulong)source << SourceShift) | (entry.IsForThisServerOnly ? LocalFlag : 0);
        }

        internal uint LowNumber => _number;

        internal int Source => (byte)(_rest >> SourceShift);

        internal long Time => (long)((_rest >> DistanceBits) & (ulong)(TimeRange - 1));

        /// <summary>What many entries share: the origin, and the high 16 bits of a number of 48.</summary>
        internal static ulong SourceOf(Origin origin, ulong number) => origin.Value | ((number >> 32) << OriginBits);

        internal StreamEntry Entry(ulong source, long timeBase)
        {
            var number = ((source >> OriginBits) << 32) | _number;
            var distance = _rest & DistanceMask;
            var isForThisServerOnly = (_rest & LocalFlag) != 0;
            return new()
            {
                Origin = new(source & OriginMask),
                Number = number,
                Previous = distance == 0 || isForThisServerOnly ? 0 : number - distance,
                At = timeBase + Time,
                Key = new(_key),
                IdHash = _idHash,
                IsForThisServerOnly = isForThisServerOnly,
                Room = isForThisServerOnly ? (uint)distance : 0,
                Frame = Frame,
            };
        }
    }
}
