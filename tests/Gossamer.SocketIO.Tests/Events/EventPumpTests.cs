using Gossamer.SocketIO.EngineIO.Limits;
using Gossamer.SocketIO.Events;
using Gossamer.SocketIO.Tests.Endpoint;

namespace Gossamer.SocketIO.Tests.Events;

public sealed class EventPumpTests
{
    [Fact]
    public async Task TryEnqueue_MoreBytesThanTheBound_WaitsUntilTheyAreHandled()
    {
        var busy = new TaskCompletionSource();
        var handled = 0;
        var pump = new EventPump<EventMessage>(
            _ =>
            {
                handled++;
                return ValueTask.CompletedTask;
            },
            bound: 100,
            boundBytes: 10,
            new MemoryBudget(1000));
        pump.Hold(new ValueTask(busy.Task));

        pump.TryEnqueue(Message(6), out var first).ShouldBeTrue();
        pump.TryEnqueue(Message(6), out var second).ShouldBeTrue();
        first.IsCompleted.ShouldBeTrue();
        second.IsCompleted.ShouldBeFalse();

        busy.SetResult();
        await second.AsTask().Soon();
        await Patience.UntilAsync(() => !pump.IsBusy, "the pump is idle");
        handled.ShouldBe(2);
    }

    private static EventMessage Message(int size) => new(null!, new byte[size], [], default);
}
