using CsCheck;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.EngineIO;

public sealed class EngineFrameTests
{
    [Fact]
    public void CopyTo_OfTwoParts_WritesOneBehindTheOther() => TwoParts.Frames.Sample(frames =>
    {
        var copy = new byte[frames.InTwo.Length];
        frames.InTwo.CopyTo(copy);
        return copy.AsSpan().SequenceEqual(frames.Whole.Bytes.Span);
    }, iter: 200);

    [Fact]
    public void Tail_NotGiven_IsEmpty()
    {
        EngineFrame.Ping.Tail.IsEmpty.ShouldBeTrue();
        EngineFrame.Ping.Length.ShouldBe(1);
    }
}
