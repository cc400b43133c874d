using Gossamer.Mesh.Simulation;

namespace Gossamer.Mesh.Tests;

/// <summary>Whole meshes through faults in virtual time. <c>tests/simulate</c> runs more of them and replays one.</summary>
public sealed class SimulationTests
{
    private const int SchedulesPerBatch = 250;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    public void Schedules_OfABatch_KeepEveryInvariant(int batch)
    {
        for (var i = 0; i < SchedulesPerBatch; i++)
        {
            var result = Run.Of((ulong)((batch * SchedulesPerBatch) + i + 1));
            (result.Violation is null).ShouldBeTrue(Report.Failure(result));
        }
    }

    [Fact]
    public void SameSeed_Twice_SameRun()
    {
        for (var seed = 1UL; seed <= 30; seed++)
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
        Enumerable.Range(1, 50).Select(seed => Run.Of((ulong)seed).Sum).Distinct().Count().ShouldBe(50);
}
