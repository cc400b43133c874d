using Gossamer.Server.Limits;
using Gossamer.Server.Presence;
using Gossamer.Server.Tests.Chat;

namespace Gossamer.Server.Tests.Presence;

public sealed class ListTooLargeFrameTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Send_ToAClient_IsCountedWhenItIsTold(bool isGone, int count)
    {
        using var metrics = new LimitMetrics();
        using var measured = new Measured(metrics.Meter);
        var connection = new FakeConnection { IsGone = isGone };

        ListTooLargeFrame.Send(connection, users: 3, maxBytes: 64, metrics).ShouldBe(!isGone);

        connection.Sent.Count.ShouldBe(count);
        measured.Of("gossamer.server.refusals").ShouldBe(
            Enumerable.Repeat("1 event=update_client code=list-too-large", count));
    }
}
