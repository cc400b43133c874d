using System.Collections.Concurrent;

namespace Gossamer.SocketIO.Tests.Recovery;

/// <summary>Recovers as the test says; nobody, unless told otherwise.</summary>
internal sealed class ConnectionRecovery : IConnectionRecovery
{
    public ConcurrentQueue<RecoveryRequest> Requests { get; } = new();

    public Func<string, bool> ServesNamespace { get; set; } = static _ => true;

    public Func<RecoveryRequest, CancellationToken, ValueTask<RecoveredConnection?>> Answer { get; set; } =
        static (_, _) => ValueTask.FromResult<RecoveredConnection?>(null);

    public bool Serves(string ns) => ServesNamespace(ns);

    public ValueTask<RecoveredConnection?> RecoverAsync(RecoveryRequest request, CancellationToken cancellation)
    {
        Requests.Enqueue(request);
        return Answer(request, cancellation);
    }

    public void RecoverEverybody(object? data = null, params string[] rooms) =>
        Answer = (_, _) => ValueTask.FromResult<RecoveredConnection?>(new RecoveredConnection { Data = data, Rooms = rooms });
}
