using Gossamer.SocketIO;

namespace Fixture;

/// <summary>Recovers every client; its data is then how far it had got.</summary>
internal sealed class AnyServer : IConnectionRecovery
{
    public bool Serves(string ns) => ns == "/";

    public ValueTask<RecoveredConnection?> RecoverAsync(RecoveryRequest request, CancellationToken cancellation) =>
        ValueTask.FromResult<RecoveredConnection?>(new RecoveredConnection { Data = request.Offset, Rooms = ["red"] });
}
