using System.Buffers.Binary;

namespace Gossamer.Mesh.Simulation;

/// <summary>The connection of a client that does not come back: all that it is handed goes into the ledger.</summary>
internal sealed class ServerSession : ISessionOutlet
{
    private readonly DeliveryLedger _ledger;
    private readonly MeshSession _session;

    internal ServerSession(DeliveryLedger ledger, Server at, UserName user)
    {
        (_ledger, At, User) = (ledger, at, user);
        _session = at.Node.BeginSession(user, this, ClientIdentity.None);
    }

    internal Server At { get; }

    internal UserName User { get; }

    /// <summary>The last message of each server's life that it was handed.</summary>
    internal Dictionary<Server, int> LastOf { get; } = [];

    internal bool HasLeft { get; private set; }

    internal static byte[] FrameOf(int number)
    {
        var frame = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(frame, number);
        return frame;
    }

    internal void Leave()
    {
        _session.Leave();
        HasLeft = true;
    }

    public TimeSpan SilentFor => TimeSpan.Zero;

    public void Begin(bool isComplete, ReadOnlySpan<byte> offset) =>
        DeliveryLedger.Require(isComplete, "begin", $"a new client of {User} at {At} begins as one that missed something");

    public void Send(ReadOnlyMemory<byte> frame, ReadOnlySpan<byte> offset) =>
        _ledger.Handed(BinaryPrimitives.ReadInt32LittleEndian(frame.Span), this);

    public void Advance(ReadOnlySpan<byte> offset)
    {
    }

    public void ReportLoss(ReadOnlySpan<byte> offset) => _ledger.Lost(this);

    public void Probe() => DeliveryLedger.Require(false, "probe", $"a client of {User} at {At} that does not come back was asked for");

    public void End() => DeliveryLedger.Require(false, "end", $"the session of {User} at {At} was ended by the mesh");

    public override string ToString() => $"{User} at {At}";
}
