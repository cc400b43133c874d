using CsCheck;

namespace Gossamer.Mesh.Tests;

public sealed class UserLogTests
{
    private const int SlotBytes = 32;

    [Fact]
    public void Append_AnyEntry_ComesBackAsItWas() => AnyEntry.Entry.List[0, 150].Sample(entries =>
    {
        var log = new UserLog();
        foreach (var entry in entries)
            log.Append(entry);
        All(log).ShouldBe(entries.Select(AnyEntry.Fields));
    });

    [Fact]
    public void Append_PredecessorFartherThanFits_NamesALaterOne() => Gen.Select(AnyEntry.Number, AnyEntry.Number)
        .Sample((number, distance) =>
    {
        if (distance >= number)
            return;
        var log = new UserLog();
        log.Append(AnyEntry.Of(new(7), number, number - distance, Time(2026)));
        var previous = All(log).Single().Item3;
        // never an earlier one: a gap may be seen that is none, none is missed
        previous.ShouldBe(number - Math.Min(distance, AnyEntry.LargestDistance));
    });

    [Theory]
    [InlineData(2025)]
    [InlineData(2033)]
    [InlineData(2041)]
    public void Append_TimesOfAYear_AreKeptToTheMillisecond(int year)
    {
        var log = new UserLog();
        for (var at = Time(year); at < Time(year + 1); at += 86_399_999 * 5L)
            log.Append(AnyEntry.Of(new(1), 1, 0, at));
        for (var (at, i) = (Time(year), 0); at < Time(year + 1); at += 86_399_999 * 5L)
            All(log)[i++].Item4.ShouldBe(at);
    }

    /// <summary>Appending, trimming and letting go against a list.</summary>
    [Fact]
    public void AnySteps_AgainstAList_SameEntriesCountAndBytes()
    {
        var step = Gen.Select(Gen.Int[0, 9], AnyEntry.Entry, AnyEntry.At);
        step.List[0, 200].Sample(steps =>
        {
            var (log, model) = (new UserLog(), new List<StreamEntry>());
            foreach (var (kind, entry, oldest) in steps)
            {
                switch (kind)
                {
                    case < 7:
                        log.Append(entry);
                        model.Add(entry);
                        break;
                    case 7:
                        var before = log.Bytes;
                        log.Trim(oldest).ShouldBe(before - Trim(model, oldest));
                        break;
                    case 8:
                        log.Trim(0).ShouldBe(0);
                        break;
                    default:
                        log.DropOldest();
                        if (model.Count > 0)
                            model.RemoveAt(0);
                        break;
                }

                (log.Count, log.Bytes).ShouldBe((model.Count, Size(model)));
            }

            All(log).ShouldBe(model.Select(AnyEntry.Fields));
        });
    }

    [Fact]
    public void CopyTo_FilterAndAge_TakesThoseInOrder() => Gen.Select(AnyEntry.Entry.List[0, 100], AnyEntry.At, AnyEntry.Number).Sample(
        (entries, oldest, number) =>
        {
            var log = new UserLog();
            foreach (var entry in entries)
                log.Append(entry);
            var taken = new List<StreamEntry>();
            log.CopyTo(taken, oldest, number, static (in entry, number) => entry.Number > number);
            taken.Select(AnyEntry.Fields).ShouldBe(entries.Where(e => e.At >= oldest && e.Number > number).Select(AnyEntry.Fields));
        });

    [Fact]
    public void Contains_OriginAndNumber_OnlyThoseThatAreThere()
    {
        var gen = Gen.Select(Gen.ULong[1, 3], Gen.ULong[1, 20]).List[0, 100];
        gen.Sample(places =>
        {
            var log = new UserLog();
            foreach (var (origin, number) in places)
                log.Append(AnyEntry.Of(new(origin), number, 0, Time(2026)));
            while (log.Count > 50)
                log.DropOldest();
            var kept = places.TakeLast(50).ToHashSet();
            for (var origin = 1UL; origin <= 3; origin++)
                for (var number = 1UL; number <= 20; number++)
                    log.Contains(new(origin), number).ShouldBe(kept.Contains((origin, number)));
        });
    }

    [Fact]
    public void Trim_ALateEntryBehindAYoungOne_IsNotGivenOutThoughItIsKept()
    {
        var log = new UserLog();
        log.Append(AnyEntry.Of(new(1), 2, 0, Time(2026) + 1_000));
        log.Append(AnyEntry.Of(new(1), 1, 0, Time(2026)));
        log.Trim(Time(2026) + 500);
        log.Count.ShouldBe(2);
        var taken = new List<StreamEntry>();
        log.CopyTo(taken, Time(2026) + 500, 0, static (in _, _) => true);
        taken.Single().Number.ShouldBe(2UL);
    }

    private static long Time(int year) => new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private static List<(Origin, ulong Number, ulong, long, MessageKey, uint, bool, uint, byte[])> All(UserLog log)
    {
        var all = new List<StreamEntry>();
        log.CopyTo(all, long.MinValue, 0, static (in _, _) => true);
        return [.. all.Select(AnyEntry.Fields)];
    }

    private static long Trim(List<StreamEntry> model, long oldest)
    {
        while (model.Count > 0 && model[0].At < oldest)
            model.RemoveAt(0);
        return Size(model);
    }

    private static long Size(List<StreamEntry> model) =>
        model.Sum(static entry => (entry.Room == 0 ? entry.Frame.Length : 0) + (long)SlotBytes);
}
