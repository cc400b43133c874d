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

        var pause = _tooFast.RefuseAsync(anna, Once, "im", new Reply(connection, "im", null, _metrics), new("m-1")).AsTask();

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
        using var measured = new Measured(_metrics.Meter);

        _tooFast.RefuseAsync(anna, Once with { IsPersistent = true }, "im", new Reply(connection, "im", null, _metrics)).AsTask()
            .IsCompletedSuccessfully.ShouldBeTrue();

        connection.Sent.ShouldHaveSingleItem().ShouldContain("the connection ends");
        connection.IsDisconnected.ShouldBeTrue();
        measured.Of("gossamer.server.clients.disconnected").ShouldBe(["1 reason=too-fast"]);
    }

    [Fact]
    public void Im_ToManyConnectionsAgainAndAgain_IsRefusedAsDeliveries()
    {
        using var chat = new ChatHarness(
            new ChatOptions { Rates = new RateOptions { Deliveries = new(RateLimit.None, RateLimit.None, new(10, 20)) } });
        var (anna, annas) = chat.Join("Anna");
        for (var i = 0; i < 8; i++)
            chat.Join("Billy", $"b{i}");
        const string Message = """{"from":"Anna","to":"Billy","text":"Hi","id":"m"}""";

        chat.Send(anna, Message, withAck: true)!.Answers.ShouldHaveSingleItem().ShouldNotContain("error");
        chat.Send(anna, Message.Replace("\"m\"", "\"m2\""), withAck: true)!.Answers.ShouldHaveSingleItem().ShouldNotContain("error");
        chat.Send(anna, Message.Replace("\"m\"", "\"m3\""));

        annas.Sent.ShouldContain(frame => frame.Contains("more than 10 deliveries a second, and 20 at once, of this address"));
        annas.Sent.ShouldContain(frame => frame.Contains("\"id\":\"m3\""));
        chat.Send(anna, """{"from":"Anna","to":"Anna","text":"Hi"}""", withAck: true)!.Answers.ShouldHaveSingleItem()
            .ShouldNotContain("error", Case.Sensitive, "few connections");
    }

    [Fact]
    public void Im_MoreBytesToOneUserThanTheAddressMay_IsRefused()
    {
        using var chat = new ChatHarness(new ChatOptions { Rates = new RateOptions { BytesToRecipient = new(10, 200) } });
        var (anna, annas) = chat.Join("Anna");
        const string Message = """{"from":"Anna","to":"Billy","text":"Hi","id":"m"}""";

        chat.Send(anna, Message, withAck: true)!.Answers.ShouldHaveSingleItem().ShouldNotContain("error");
        chat.Send(anna, Message.Replace("\"m\"", "\"m2\""));

        annas.Sent.ShouldContain(frame => frame.Contains("more than 10 bytes a second, and 200 at once, of this address to one recipient"));
    }

    [Fact]
    public void Admits_AFlood_TakesTheBurstOnly()
    {
        var (anna, _) = _chat.Join("Anna");

        Enumerable.Range(0, 2_000).Count(_ => anna.Rates.TryTake(EventKind.Message, 0, _chat.Time.GetUtcNow(), out var _))
            .ShouldBe(_chat.Options.Rates.Messages.Connection.Burst);
    }
}
