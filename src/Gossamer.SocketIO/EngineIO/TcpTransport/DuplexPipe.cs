using System.IO.Pipelines;

namespace Gossamer.SocketIO.EngineIO.TcpTransport;

/// <summary>The two ends of a connection.</summary>
internal sealed record DuplexPipe(PipeReader Input, PipeWriter Output) : IDuplexPipe;
