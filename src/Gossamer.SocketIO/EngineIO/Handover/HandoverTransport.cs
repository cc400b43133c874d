using System.IO.Pipelines;

namespace Gossamer.SocketIO.EngineIO.Handover;

/// <summary>A connection's pipes, which HTTP can complete only as long as they have not been taken away from it.</summary>
internal sealed class HandoverTransport : IDuplexPipe
{
    private readonly HandoverReader _input;
    private readonly HandoverWriter _output;

    public HandoverTransport(IDuplexPipe inner)
    {
        _input = new HandoverReader(inner.Input);
        _output = new HandoverWriter(inner.Output);
    }

    public PipeReader Input => _input;

    public PipeWriter Output => _output;

    public void Detach()
    {
        _input.IsDetached = true;
        _output.IsDetached = true;
    }
}
