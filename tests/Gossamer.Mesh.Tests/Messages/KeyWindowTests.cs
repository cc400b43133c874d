using CsCheck;

namespace Gossamer.Mesh.Tests;

public sealed class KeyWindowTests
{
    // Keys that share their low bits, and places that repeat.
    private static void AddAnswered(KeyWindow window, ulong key, Task<DeliveryOutcome> outcome)
    {
        window.Add(new(new(key), new(1), key, 0), 1_024);
        window.SetOutcome(new(key), outcome);
    }

    private static int? OutcomeOf(KeyWindow window, ulong key) =>
        window.TryGetOutcome(new(key), new(1), out var outcome) ? outcome.Result.Delivered : null;

    private static readonly Gen<KeyPlace> GenPlace =
        Gen.Select(Gen.Int[0, 11], Gen.ULong[1, 3], Gen.ULong[1, 6], Gen.Long[0, 100])
            .Select(static (key, origin, number, at) => new KeyPlace(new(((ulong)key << 3) | 1), new(origin), number, at));

    [Fact]
    public void AnySteps_AgainstADictionary_SamePlaces()
    {
        var step = Gen.Select(Gen.Int[0, 9], GenPlace, Gen.Int[1, 30], Gen.Long[0, 100]);
        step.List[0, 300].Sample(steps =>
        {
            var window = new KeyWindow();
            var model = new Model();
            foreach (var (kind, place, max, oldest) in steps)
            {
                if (kind < 9)
                {
                    window.Add(place, max);
                    model.Add(place, max);
                }
                else
                {
                    window.Trim(oldest);
                    model.Trim(oldest);
                }

                window.Count.ShouldBe(model.Count);
            }

            for (var key = 0UL; key < 12; key++)
                Find(window, new((key << 3) | 1)).ShouldBe(model.Find(new((key << 3) | 1)));
            All(window).ShouldBe(model.All);
        });
    }

    [Fact]
    public void Add_ThousandsUpToTheBound_KeepsTheLatestAndGrowsNoFurther()
    {
        var window = new KeyWindow();
        for (var i = 1UL; i <= 5_000; i++)
            window.Add(new(new(i * 8), new(1), i, 0), 1_024);
        window.Count.ShouldBe(1_024);
        window.Bytes.ShouldBe(1_024 * 52);
        for (var i = 1UL; i <= 5_000; i++)
            Find(window, new(i * 8)).Length.ShouldBe(i > 5_000 - 1_024 ? 1 : 0);
    }

    [Fact]
    public void TryGetOutcome_OfAMessageAcceptedHere_IsKeptThroughGrowthAndMerging()
    {
        var window = new KeyWindow();
        var pending = new TaskCompletionSource<DeliveryOutcome>();
        AddAnswered(window, 1, pending.Task);
        for (var i = 2UL; i <= 100; i++)
            AddAnswered(window, i, Task.FromResult(new DeliveryOutcome((int)i, 1, [])));
        window.Merge([new(new(500), new(2), 1, 0)], 1_024);
        pending.SetResult(new(7, 1, []));
        AddAnswered(window, 101, Task.FromResult(new DeliveryOutcome(101, 1, [])));

        OutcomeOf(window, 1).ShouldBe(7);
        for (var i = 2UL; i <= 101; i++)
            OutcomeOf(window, i).ShouldBe((int)i);
    }

    /// <summary>Such are accepted again: of another server, unconfirmed by some server, without an outcome, unknown.</summary>
    [Fact]
    public void TryGetOutcome_OfAMessageThatWasNotAnsweredHere_IsNone()
    {
        var window = new KeyWindow();
        window.Add(new(new(1), new(2), 1, 0), 10);
        window.SetOutcome(new(1), Task.FromResult(new DeliveryOutcome(1, 1, [])));
        AddAnswered(window, 2, Task.FromResult(new DeliveryOutcome(1, 1, [new NodeId("n2")])));
        window.Add(new(new(3), new(1), 3, 0), 10);

        for (var i = 1UL; i <= 4; i++)
            OutcomeOf(window, i).ShouldBeNull();
    }

    [Fact]
    public void Merge_OldPlacesOfAnotherServerIntoAFullWindow_PushOutNoneThatIsLater()
    {
        var window = new KeyWindow();
        for (var i = 1UL; i <= 10; i++)
            window.Add(new(new(i), new(1), i, 100 + (long)i), 10);
        window.Merge([.. Enumerable.Range(1, 20).Select(static i => new KeyPlace(new((ulong)i), new(2), (ulong)i, i))], 10);
        All(window).Select(static place => place.At).ShouldBe([101, 102, 103, 104, 105, 106, 107, 108, 109, 110]);
    }

    [Fact]
    public void Merge_AnyPlaces_KeepsTheLatestOfAllByAge() => Gen.Select(GenPlace.List[0, 40], GenPlace.List[0, 40], Gen.Int[1, 30])
        .Sample(static (own, others, max) =>
        {
            var window = new KeyWindow();
            foreach (var place in own)
                window.Add(place, max);
            var all = All(window);
            window.Merge(others, max);
            foreach (var place in others)
                if (!all.Exists(known => (known.Key, known.Origin, known.Number) == (place.Key, place.Origin, place.Number)))
                    all.Add(place);
            var kept = All(window);
            kept.Select(static place => place.At).Order().ShouldBe(all.Select(static place => place.At).Order().TakeLast(max));
            foreach (var place in kept)
                Find(window, place.Key).ShouldContain(place);
        });

    [Fact]
    public void Add_APlaceThatIsThere_ChangesNothing()
    {
        var window = new KeyWindow();
        for (var i = 0; i < 3; i++)
            window.Add(new(new(5), new(1), 7, i), 10);
        All(window).ShouldBe([new(new(5), new(1), 7, 0)]);
    }

    [Fact]
    public void Trim_All_LetsGoOfTheMemory()
    {
        var window = new KeyWindow();
        var small = window.Bytes;
        for (var i = 1UL; i <= 500; i++)
            window.Add(new(new(i), new(1), i, 5), 1_024);
        window.Trim(6);
        (window.Count, window.Bytes).ShouldBe((0, small));
    }

    private static KeyPlace[] Find(KeyWindow window, MessageKey key)
    {
        var found = new List<KeyPlace>();
        foreach (var place in window.Find(key))
            found.Add(place);
        return [.. found];
    }

    private static List<KeyPlace> All(KeyWindow window)
    {
        var all = new List<KeyPlace>();
        window.CopyTo(all);
        return all;
    }

    private sealed class Model
    {
        private readonly Dictionary<MessageKey, List<KeyPlace>> _byKey = [];

        internal List<KeyPlace> All { get; } = [];

        internal int Count => All.Count;

        internal KeyPlace[] Find(MessageKey key) => [.. _byKey.GetValueOrDefault(key, []).AsEnumerable().Reverse()];

        internal void Add(KeyPlace place, int max)
        {
            if (_byKey.GetValueOrDefault(place.Key, []).Exists(known => (known.Origin, known.Number) == (place.Origin, place.Number)))
                return;
            while (Count >= max)
                RemoveOldest();
            All.Add(place);
            if (!_byKey.TryGetValue(place.Key, out var places))
                _byKey[place.Key] = places = [];
            places.Add(place);
        }

        internal void Trim(long oldest)
        {
            while (Count > 0 && All[0].At < oldest)
                RemoveOldest();
        }

        private void RemoveOldest()
        {
            _byKey[All[0].Key].RemoveAt(0);
            All.RemoveAt(0);
        }
    }
}
