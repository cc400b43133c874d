using Gossamer.Mesh;

namespace Gossamer.Server.Tests.Chat;

public sealed class ChatMetricsTests : IDisposable
{
    private readonly ChatHarness _chat = new();
    private readonly Measured _measured;

    public ChatMetricsTests() => _measured = new(_chat.ChatMetrics.Meter);

    public void Dispose()
    {
        _measured.Dispose();
        _chat.Dispose();
    }

    [Theory]
    [InlineData(2, false, "delivered")]
    [InlineData(0, false, "absent")]
    [InlineData(2, true, "unreachable")]
    public void Im_WhateverBecomesOfIt_IsMeasuredByOutcome(int delivered, bool isUnreachable, string outcome)
    {
        var (anna, _) = _chat.Join("Anna");
        _chat.Mesh.Outcome = () => ValueTask.FromResult(
            new DeliveryOutcome(delivered, 1, isUnreachable ? [new NodeId("server-2")] : []));

        _chat.Send(anna, Message);

        _measured.Of("gossamer.server.message.duration").ShouldBe(["0 outcome=" + outcome]);
        _measured.Collect();
        _measured.Of("gossamer.server.messages").ShouldBe(["1"]);
    }

    [Fact]
    public async Task Im_AnsweredLater_IsMeasuredUntilThen()
    {
        var (anna, _) = _chat.Join("Anna");
        var pending = new TaskCompletionSource<DeliveryOutcome>();
        _chat.Mesh.Outcome = () => new ValueTask<DeliveryOutcome>(pending.Task);

        _chat.Send(anna, Message);
        _chat.Time.Advance(TimeSpan.FromSeconds(2));
        pending.SetResult(new(1, 1, []));
        await UntilMeasuredAsync();

        _measured.Of("gossamer.server.message.duration").ShouldBe(["2 outcome=delivered"]);
    }

    [Fact]
    public async Task Im_ThatCannotBeRouted_IsMeasuredAsFailed()
    {
        var (anna, _) = _chat.Join("Anna");
        _chat.Mesh.Outcome = static () => ValueTask.FromException<DeliveryOutcome>(new InvalidOperationException());

        _chat.Send(anna, Message);
        await UntilMeasuredAsync();

        _measured.Of("gossamer.server.message.duration").ShouldBe(["0 outcome=failed"]);
    }

    private const string Message = """{"from":"Anna","to":"Billy","text":"Hi"}""";

    private async Task UntilMeasuredAsync()
    {
        while (_measured.Of("gossamer.server.message.duration").Length == 0)
            await Task.Delay(1, TestContext.Current.CancellationToken);
    }
}
