using Gossamer.Server.Chat;
using Gossamer.Server.Limits;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gossamer.Server.Tests.Chat;

public sealed class TooFastTests : IDisposable
{
    private static readonly Excess Once = new(EventKind.Message, LimitScope.Address, new(200, 1_000), IsPersistent: false);

    private readonly ChatHarness _chat = new();
    private readonly LimitMetrics _metrics = new();
    private readonly TooFast _tooFast;

    public TooFastTests() => _tooFast = new(
        _chat.Options.Rates, _metrics, _chat.Time, NullLogger<TooFast>.Instance);

    public void Dispose()
    {
        _metrics.Dispose();
        _chat.Dispose();
    }

    [Fact]
    public void RefuseAsync_Once_TellsAndReadsNothingForAMoment()
    {
        var (anna, connection) = _chat.Join("Anna");

        var pause = _tooFast.RefuseAsync(anna, Once, "im", new Reply(connection, "im", null), new("m-1")).AsTask();

        const string Message = "more than 200 a second, and 1000 at once, of this address";
        connection.Sent.ShouldBe([$$"""42["rejected",{"event":"im","code":"too-fast","message":"{{Message}}","id":"m-1"}]"""]);
        pause.IsCompleted.ShouldBeFalse();
        _chat.Time.Advance(_chat.Options.Rates.Pause);
        pause.IsCompletedSuccessfully.ShouldBeTrue();
        connection.IsDisconnected.ShouldBeFalse();
    }

    [Fact]
    public void RefuseAsync_WhoWasToldForLong_IsDisconnected()
    {
        var (anna, connection) = _chat.Join("Anna");

        _tooFast.RefuseAsync(anna, Once with { IsPersistent = true }, "im", new Reply(connection, "im", null)).AsTask()
            .IsCompletedSuccessfully.ShouldBeTrue();

        connection.Sent.ShouldHaveSingleItem().ShouldContain("the connection ends");
        connection.IsDisconnected.ShouldBeTrue();
    }

    [Fact]
    public void Admits_AFlood_TakesTheBurstOnly()
    {
        var (anna, _) = _chat.Join("Anna");

        Enumerable.Range(0, 2_000).Count(_ => anna.Rates.TryTakeMessage(_chat.Time.GetUtcNow(), out var _))
            .ShouldBe(_chat.Options.Rates.Messages.Connection.Burst);
    }
}
