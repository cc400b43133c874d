using System.Numerics;

namespace Gossamer.Mesh;

/// <summary>
/// Where repeatable messages of one user's stream stand: the latest of them, each with origin and number, found by key in one step. Kept
/// for longer than their frames, so that a repetition accepted at another server is known to whoever had the first. Guarded by the user's
/// stripe.
/// </summary>
internal sealed class KeyWindow
{
    private const int FirstSize = 2;

    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64(); // keys are senders' choice: not which share a bucket

    private Slot[] _slots = new Slot[FirstSize];
    private uint[] _newest = new uint[FirstSize]; // by hash: the sequence of the latest slot, which leads to earlier ones
    private uint _first = 1;
    private uint _next = 1;

    internal int Count => (int)(_next - _first);

    internal long Bytes => _slots.Length * (Slot.Bytes + sizeof(uint));

    /// <param name="place">Where the message stands.</param>
    /// <param name="max">How many are kept; the oldest are let go.</param>
    internal void Add(in KeyPlace place, int max)
    {
        if (Contains(place))
            return;
        while (Count >= max)
            _first++;
        if (Count == _slots.Length)
            Resize(2 * _slots.Length);
        Insert(place);
    }

    /// <summary>Adds what another server knows, each in its place by age: of all together the latest are kept.</summary>
    internal void Merge(IEnumerable<KeyPlace> others, int max)
    {
        var places = new List<KeyPlace>(Count);
        CopyTo(places, 0, static (_, _) => true);
        var known = Count;
        places.AddRange(others.Where(place => !Contains(place)).DistinctBy(static place => (place.Key, place.Origin, place.Number)));
        if (places.Count == known)
            return;
        var latest = places.OrderBy(static place => place.At).Skip(Math.Max(0, places.Count - max)).ToList();
        Rebuild((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(FirstSize, latest.Count)), latest);
    }

    internal void Trim(long oldest)
    {
        while (_first < _next && At(_first).Place.At < oldest)
            _first++;
        if (_first == _next && _slots.Length > FirstSize)
            (_slots, _newest, _first, _next) = (new Slot[FirstSize], new uint[FirstSize], 1, 1);
    }

    /// <summary>The places of one key, the latest first.</summary>
    internal PlaceEnumerator Find(MessageKey key) => new(this, key);

    internal void CopyTo<TState>(List<KeyPlace> to, TState state, Func<KeyPlace, TState, bool> filter)
    {
        for (var sequence = _first; sequence < _next; sequence++)
            if (filter(At(sequence).Place, state))
                to.Add(At(sequence).Place);
    }

    private bool Contains(in KeyPlace place)
    {
        foreach (var known in Find(place.Key))
            if (known.Origin == place.Origin && known.Number == place.Number)
                return true;
        return false;
    }

    private void Insert(in KeyPlace place)
    {
        ref var newest = ref _newest[BucketOf(place.Key)];
        At(_next) = new() { Place = place, Earlier = newest };
        newest = _next++;
    }

    private void Resize(int size)
    {
        var places = new List<KeyPlace>(Count);
        CopyTo(places, 0, static (_, _) => true);
        Rebuild(size, places);
    }

    private void Rebuild(int size, List<KeyPlace> places)
    {
        (_slots, _newest, _first, _next) = (new Slot[size], new uint[size], 1, 1);
        foreach (var place in places)
            Insert(place);
    }

    private int BucketOf(MessageKey key) => (int)(StableHash.Mix(key.Value ^ Seed) & (ulong)(_newest.Length - 1));

    private ref Slot At(uint sequence) => ref _slots[sequence & (uint)(_slots.Length - 1)];

    private struct Slot
    {
        internal const int Bytes = 40;

        internal KeyPlace Place;
        internal uint Earlier;
    }

    /// <summary>Walks from the latest slot of a hash to the oldest that is still kept.</summary>
    internal struct PlaceEnumerator(KeyWindow window, MessageKey key)
    {
        private uint _at = window._newest[window.BucketOf(key)];
        private bool _began;

        public readonly KeyPlace Current => window.At(_at).Place;

        public readonly PlaceEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_began)
                _at = window.At(_at).Earlier;
            _began = true;
            while (_at >= window._first && window.At(_at).Place.Key != key)
                _at = window.At(_at).Earlier;
            return _at >= window._first;
        }
    }
}
