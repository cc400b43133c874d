using Gossamer.SocketIO.EngineIO.Limits;

namespace Gossamer.SocketIO.Tests.EngineIO.Limits;

public sealed class MemoryBudgetTests
{
    [Fact]
    public void Add_ByManyThreads_IsTheSum()
    {
        var budget = new MemoryBudget(long.MaxValue);
        Parallel.For(0, 10_000, i => budget.Add(i % 2 == 0 ? 3 : -1));
        budget.Total.ShouldBe(10_000);
    }

    [Fact]
    public void Add_InSmallPieces_TellsBeforeTheLimitIsPassedByMuch()
    {
        var told = new List<long>();
        var budget = new MemoryBudget(1_000_000) { OnExceeded = told.Add };
        for (var i = 0; i < 10_000 && told.Count == 0; i++)
            budget.Add(1_000);
        budget.Total.ShouldBeInRange(1_000_000, 1_100_000);
        told.ShouldHaveSingleItem().ShouldBe(budget.Total);
    }

    [Fact]
    public void Add_BeyondTheLimitAfterItWasLow_TellsAgain()
    {
        var told = 0;
        var budget = new MemoryBudget(1_000_000) { OnExceeded = _ => told++ };
        for (var i = 0; i < 3; i++)
        {
            budget.Add(1_200_000);
            told.ShouldBe(i + 1);
            budget.Add(-1_200_000);
        }
    }
}
