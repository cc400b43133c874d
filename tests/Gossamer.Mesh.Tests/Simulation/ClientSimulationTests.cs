using Gossamer.Mesh.Simulation;

namespace Gossamer.Mesh.Tests;

/// <summary>
/// Clients that come back anywhere, in virtual time: the invariants of docs/mesh-protocol.md section 11. <c>tests/simulate --clients 1</c>
/// runs more of them and replays one.
/// </summary>
public sealed class ClientSimulationTests
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
    [InlineData(8)]
    [InlineData(9)]
    public void Schedules_OfABatch_KeepEveryInvariant(int batch) =>
        Parallel.For((batch * SchedulesPerBatch) + 1, ((batch + 1) * SchedulesPerBatch) + 1, static seed =>
        {
            var result = ClientRun.Of((ulong)seed);
            (result.Violation is null).ShouldBeTrue(Report.Failure(result));
        });

    /// <summary>Each found something once, among some hundred thousand.</summary>
    [Theory]
    [InlineData(14_926)]
    [InlineData(17_793)]
    [InlineData(20_409)]
    [InlineData(21_927)]
    [InlineData(30_191)]
    [InlineData(27_880)]
    [InlineData(35_162)]
    [InlineData(73_642)]
    [InlineData(101_187)]
    [InlineData(103_362)]
    [InlineData(210_445)]
    [InlineData(217_885)]
    [InlineData(218_736)]
    [InlineData(220_921)]
    [InlineData(235_217)]
    [InlineData(240_606)]
    [InlineData(252_801)]
    [InlineData(277_150)]
    [InlineData(295_396)]
    [InlineData(309_974)]
    [InlineData(402_403)]
    [InlineData(416_051)]
    [InlineData(487_894)]
    [InlineData(497_101)]
    [InlineData(702_937)]
    [InlineData(742_337)]
    [InlineData(745_902)]
    [InlineData(758_946)]
    [InlineData(784_669)]
    [InlineData(811_482)]
    [InlineData(824_389)]
    [InlineData(827_483)]
    [InlineData(894_829)]
    [InlineData(902_448)]
    [InlineData(953_525)]
    public void Schedule_ThatFoundSomething_KeepsEveryInvariant(int seed)
    {
        var result = ClientRun.Of((ulong)seed);
        (result.Violation is null).ShouldBeTrue(Report.Failure(result));
    }

    [Fact]
    public void SameSeed_Twice_SameRun()
    {
        for (var seed = 1UL; seed <= 5; seed++)
        {
            var (first, second) = (ClientRun.Of(seed), ClientRun.Of(seed));
            (first.Sum, first.Events, first.Messages).ShouldBe((second.Sum, second.Events, second.Messages), $"seed {seed}");
        }
    }
}
