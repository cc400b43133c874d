using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Gossamer.Mesh;

/// <summary>
/// Where repeatable messages of one user's stream stand: the latest of them, each with origin and number, found by key in one step. Kept
/// for longer than their frames, so that a repetition accepted at another server is known to whoever had the first; and with the outcome,
/// where this server accepted the message, so that a repetition gets the same answer. Guarded by the user's stripe.
/// </summary>
internal sealed class KeyWindow
{
    private const int FirstSize = 2;

    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64(); // keys are senders' choice: not which share a bucket

    private Slot[] _slots = new Slot[FirstSize];
    private uint[] _newest = new uint[FirstSize]; // by hash: the sequence of the latest slot, which leads to earlier ones
    private uint _first = 1;
    private uint _next = 1;
    private uint _unsettled = 1; // outcomes before this one are final

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
        if (Count == _slots.Length || _next == uint.MaxValue)
            Resize(Count == _slots.Length ? 2 * _slots.Length : _slots.Length);
        Insert(new() { Place = place });
    }

    /// <summary>What the sender of a message of that key is answered, or will be.</summary>
    /// <returns>
    /// False: that origin has accepted none; or it is tried again, since some server did not confirm it, or nobody was there to get it.
    /// </returns>
    internal bool TryGetOutcome(MessageKey key, Origin origin, [NotNullWhen(true)] out Task<DeliveryOutcome>? outcome)
    {
        for (var places = Find(key); places.MoveNext();)
            if (places.Current.Origin == origin && places.Outcome is { } own && !MayBeTriedAgain(own))
            {
                outcome = own;
                return true;
            }

        outcome = null;
        return false;
    }

    /// <summary>Whether that origin has accepted a message of that key, and all servers have confirmed that nobody was there.</summary>
    internal bool HasFoundNobody(MessageKey key, Origin origin)
    {
        for (var places = Find(key); places.MoveNext();)
            if (places.Current.Origin == origin && places.Outcome is { IsCompletedSuccessfully: true } own && !IsUnconfirmed(own))
                return own.Result.Delivered == 0;
        return false;
    }

    /// <summary>Keeps the outcome, pending or done, of the latest message of that key.</summary>
    internal void SetOutcome(MessageKey key, Task<DeliveryOutcome> outcome)
    {
        var places = Find(key);
        if (!places.MoveNext())
            return;
        places.Outcome = outcome;
        for (_unsettled = Math.Max(_unsettled, _first); _unsettled < _next && IsFinal(At(_unsettled).Outcome); _unsettled++)
            if (At(_unsettled).Outcome is { IsCompletedSuccessfully: true } final)
                At(_unsettled).Outcome = SettledOutcomes.Of(final.Result);
    }

    /// <summary>Adds what another server knows, each in its place by age: of all together the latest are kept.</summary>
    internal void Merge(IEnumerable<KeyPlace> others, int max)
    {
        var added = others.Where(place => !Contains(place)).DistinctBy(static place => (place.Key, place.Origin, place.Number))
            .Select(static place => new Slot { Place = place }).ToList();
        if (added.Count == 0)
            return;
        var all = Slots();
        all.AddRange(added);
        var latest = all.OrderBy(static slot => slot.Place.At).Skip(Math.Max(0, all.Count - max)).ToList();
        Rebuild((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(FirstSize, latest.Count)), latest);
    }

    internal void Trim(long oldest)
    {
        while (_first < _next && At(_first).Place.At < oldest)
            _first++;
        if (_first == _next && _slots.Length > FirstSize)
            Rebuild(FirstSize, []);
    }

    /// <summary>The places of one key, the latest first.</summary>
    internal PlaceEnumerator Find(MessageKey key) => new(this, key);

    internal void CopyTo(List<KeyPlace> to)
    {
        for (var sequence = _first; sequence < _next; sequence++)
            to.Add(At(sequence).Place);
    }

    private bool Contains(in KeyPlace place)
    {
        foreach (var known in Find(place.Key))
            if (known.Origin == place.Origin && known.Number == place.Number)
                return true;
        return false;
    }

    private static bool IsFinal(Task<DeliveryOutcome>? outcome) => outcome is null or { IsCompleted: true };

    /// <summary>Some server did not confirm it, or nobody was there: who has had it nevertheless drops it by its key.</summary>
    private static bool MayBeTriedAgain(Task<DeliveryOutcome> outcome) =>
        IsUnconfirmed(outcome) || outcome is { IsCompletedSuccessfully: true, Result.Delivered: 0 };

    private static bool IsUnconfirmed(Task<DeliveryOutcome> outcome) =>
        outcome.IsCompleted && !(outcome.IsCompletedSuccessfully && outcome.Result.Unreachable.IsDefaultOrEmpty);

    private void Insert(Slot slot)
    {
        ref var newest = ref _newest[BucketOf(slot.Place.Key)];
        slot.Earlier = newest;
        At(_next) = slot;
        newest = _next++;
    }

    private void Resize(int size) => Rebuild(size, Slots());

    private void Rebuild(int size, List<Slot> slots)
    {
        (_slots, _newest, _first, _next, _unsettled) = (new Slot[size], new uint[size], 1, 1, 1);
        foreach (var slot in slots)
            Insert(slot);
    }

    private List<Slot> Slots()
    {
        var slots = new List<Slot>(Count);
        for (var sequence = _first; sequence < _next; sequence++)
            slots.Add(At(sequence));
        return slots;
    }

    private int BucketOf(MessageKey key) => (int)(StableHash.Mix(key.Value ^ Seed) & (ulong)(_newest.Length - 1));

    private ref Slot At(uint sequence) => ref _slots[sequence & (uint)(_slots.Length - 1)];

    private struct Slot
    {
        internal const int Bytes = 48;

        internal KeyPlace Place;
        internal Task<DeliveryOutcome>? Outcome;
        internal uint Earlier;
    }

    /// <summary>Walks from the latest slot of a hash to the oldest that is still kept.</summary>
    internal struct PlaceEnumerator(KeyWindow window, MessageKey key)
    {
        private uint _at = window._newest[window.BucketOf(key)];
        private bool _began;

        public readonly KeyPlace Current => window.At(_at).Place;

        internal readonly Task<DeliveryOutcome>? Outcome
        {
            get => window.At(_at).Outcome;
            set => window.At(_at).Outcome = value;
        }

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
