namespace Gossamer.Mesh.Nats.Tests;

public sealed class LinkWindowTests
{
    private readonly LinkWindow _window = new(100);

    [Fact]
    public void SendAsync_WithinTheWindow_GoesAtOnce()
    {
        Send(1, 60).IsCompletedSuccessfully.ShouldBeTrue();
        Send(2, 40).IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task SendAsync_BeyondTheWindow_WaitsUntilEnoughIsTaken()
    {
        await Send(1, 60);
        await Send(2, 40);
        var third = Send(3, 50);
        third.IsCompleted.ShouldBeFalse();
        _window.Taken(1);

        await third.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void SendAsync_PieceLargerThanTheWindow_GoesAlone()
    {
        Send(1, 500).IsCompletedSuccessfully.ShouldBeTrue();
        Send(2, 1).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task SendAsync_LinkEnds_IsCancelled()
    {
        await Send(1, 100);
        using var end = new CancellationTokenSource();
        var second = _window.SendAsync(2, 1, end.Token).AsTask();
        await end.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(second);
    }

    private Task Send(ulong number, int bytes) => _window.SendAsync(number, bytes, TestContext.Current.CancellationToken).AsTask();
}
