using Gossamer.Mesh.Simulation;

namespace Gossamer.Mesh.Tests;

/// <summary>
/// Clients that come back anywhere, in virtual time: the invariants of docs/mesh-protocol.md section 11. <c>tests/simulate --clients 1</c>
/// runs more of them and replays one.
/// </summary>
public sealed class ClientSimulationTests
{
    private const int SchedulesPerBatch = 500;

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

    [Fact]
    public void SameSeed_Twice_SameRun()
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var (first, second) = (ClientRun.Of(seed), ClientRun.Of(seed));
            (first.Sum, first.Events, first.Messages).ShouldBe((second.Sum, second.Events, second.Messages), $"seed {seed}");
        }
    }
}
