using Gossamer.SocketIO.Hubs.Streams;
using Gossamer.SocketIO.Tests.Api;

namespace Gossamer.SocketIO.Tests.Hubs;

public sealed class HubStreamsTests
{
    [Fact]
    public async Task Stream_ThatEnds_WhileACallbackOfItsCancellationRuns_HoldsUpNoOther()
    {
        using var disconnected = new CancellationTokenSource();
        var streams = new HubStreams(bound: 1);
        streams.TryBegin(disconnected.Token, out var stream).ShouldBeTrue();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var callback = stream.Cancelled.Register(() =>
        {
            entered.SetResult();
            SpinWait.SpinUntil(() => streams.TryBegin(CancellationToken.None, out _)); // there is room when the first has ended
        });

        var cancelling = Task.Run(disconnected.Cancel, ApiServer.Cancelled);
        await entered.Task;
        var ending = Task.Run(stream.End, ApiServer.Cancelled);

        await Task.WhenAll(cancelling, ending).WaitAsync(TimeSpan.FromSeconds(15), ApiServer.Cancelled);
    }
}
