using CsCheck;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.EngineIO;

public sealed class OutboxTests
{
    /// <summary>Against a list: whatever is added and taken, in whatever rhythm.</summary>
    [Fact]
    public void Outbox_RandomAddsAndTakes_IsABoundedQueue() =>
        Gen.Int[-1, 40].Array[0, 200].Sample(steps =>
        {
            const int MaxFrames = 50;
            const int MaxBytes = 600;
            var outbox = default(Outbox);
            var model = new List<byte[]>();
            foreach (var step in steps)
            {
                if (step < 0)
                {
                    using var batch = outbox.TakeAll();
                    batch.Frames.ToArray().Select(f => f.Whole()).ShouldBe(model);
                    model.Clear();
                }
                else
                {
                    var bytes = new byte[step];
                    var fits = model.Count < MaxFrames && model.Sum(b => b.Length) + step <= MaxBytes;
                    outbox.TryAdd(TwoParts.Cut(bytes, step / 3), MaxFrames, MaxBytes).ShouldBe(fits);
                    if (fits)
                        model.Add(bytes);
                }

                outbox.Count.ShouldBe(model.Count);
                outbox.IsEmpty.ShouldBe(model.Count == 0);
            }
        }, iter: 300);
}
