using CsCheck;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.EngineIO;

public sealed class OutboxTests
{
    /// <summary>Against a list: whatever is added and taken, in whatever rhythm.</summary>
    [Fact]
    public void Outbox_RandomAddsAndTakes_IsAQueue() =>
        Gen.Int[-1, 40].Array[0, 200].Sample(steps =>
        {
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
                    outbox.Add([TwoParts.Cut(bytes, step / 3), TwoParts.Cut(bytes, step / 2)], 2 * step);
                    model.AddRange([bytes, bytes]);
                }

                outbox.Count.ShouldBe(model.Count);
                outbox.Bytes.ShouldBe(model.Sum(bytes => bytes.Length));
                outbox.IsEmpty.ShouldBe(model.Count == 0);
            }
        }, iter: 300);
}
