using System.Globalization;
using Gossamer.Mesh.Simulation;
using Gossamer.Tests;

namespace Gossamer.Mesh.Tests;

/// <summary>Whole meshes through faults in virtual time. <c>tests/simulate</c> runs more of them and replays one.</summary>
public sealed class SimulationTests
{
    private const int Schedules = 1_000;

    [Fact]
    public void Schedules_KeepEveryInvariant() => Parallel.For(1, Schedules + 1, static seed =>
    {
        var result = Run.Of((ulong)seed);
        (result.Violation is null).ShouldBeTrue(Report.Failure(result));
    });

    [Fact]
    public void Schedules_OfATestRun_AreAsManyAsTheDocumentsSay()
    {
        var schedules = Schedules.ToString("N0", CultureInfo.InvariantCulture);
        MeshProtocolPage.Says($"{schedules} schedules in every `./test`");
        Repository.Read("tests/Gossamer.Mesh.Simulation/README.md").ShouldContain($"`./test` runs seeds 1 to {schedules}, ");
    }

    [Fact]
    public void SameSeed_Twice_SameRun()
    {
        for (var seed = 1UL; seed <= 8; seed++)
        {
            var (first, second) = (Run.Of(seed), Run.Of(seed));
            (first.Sum, first.Events, first.Messages).ShouldBe((second.Sum, second.Events, second.Messages), $"seed {seed}");
        }
    }

    [Fact]
    public void SameSeed_ToldEventByEvent_SameRun()
    {
        using var told = new StringWriter();
        Run.Of(3, tell: told).Sum.ShouldBe(Run.Of(3).Sum);
        told.ToString().ShouldContain("frame");
    }

    [Fact]
    public void OtherSeeds_OtherRuns() =>
        Enumerable.Range(1, 15).Select(seed => Run.Of((ulong)seed).Sum).Distinct().Count().ShouldBe(15);
}
