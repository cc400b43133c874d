using System.IO.Pipelines;

namespace Gossamer.SocketIO.EngineIO.ConnectionTakeover;

/// <summary>A connection's pipes, which HTTP can complete only as long as they have not been taken away from it.</summary>
internal sealed class ConnectionTakeoverTransport : IDuplexPipe
{
    private readonly ConnectionTakeoverReader _input;
    private readonly ConnectionTakeoverWriter _output;

    public ConnectionTakeoverTransport(IDuplexPipe inner)
    {
        _input = new ConnectionTakeoverReader(inner.Input);
        _output = new ConnectionTakeoverWriter(inner.Output);
    }

    public PipeReader Input => _input;

    public PipeWriter Output => _output;

    public void Detach()
    {
        _input.IsDetached = true;
        _output.IsDetached = true;
    }
}
