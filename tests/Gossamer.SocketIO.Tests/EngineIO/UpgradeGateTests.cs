using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.EngineIO;

public sealed class UpgradeGateTests
{
    private readonly UpgradeGate _gate = new();

    [Fact]
    public void TryEnter_OneInside_IsRefused()
    {
        _gate.TryEnter().ShouldBeTrue();
        _gate.TryEnter().ShouldBeFalse();
        _gate.IsProbed.ShouldBeFalse();
        _gate.Probe();
        _gate.IsProbed.ShouldBeTrue();
        _gate.TryEnter().ShouldBeFalse();
    }

    [Fact]
    public void Leave_Opens()
    {
        _gate.TryEnter();
        _gate.Probe();
        _gate.Leave();
        _gate.IsProbed.ShouldBeFalse();
        _gate.TryEnter().ShouldBeTrue();
    }
}
