using System.Collections.Concurrent;
using System.Text;
using Gossamer.SocketIO.EngineIO;

namespace Gossamer.SocketIO.Tests.EngineIO;

/// <summary>Keeps what a session tells it.</summary>
internal sealed class RecordingHandler : IEngineHandler
{
    public bool TextIsJson => false;

    public bool ClientSpeaksFirst { get; set; } = true;

    public long HeldBytes { get; set; }

    public ConcurrentQueue<string> Messages { get; } = new();

    public ConcurrentQueue<CloseReason> Ends { get; } = new();

    public int Opened { get; private set; }

    public void OnOpen() => Opened++;

    public ValueTask OnMessageAsync(ReadOnlyMemory<byte> data, bool isBinary)
    {
        Messages.Enqueue(isBinary ? Convert.ToHexString(data.Span) : Encoding.UTF8.GetString(data.Span));
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs before an end is noted.</summary>
    public Action OnEnd { get; set; } = () => { };

    public void OnClosed(CloseReason reason)
    {
        OnEnd();
        Ends.Enqueue(reason);
    }
}
