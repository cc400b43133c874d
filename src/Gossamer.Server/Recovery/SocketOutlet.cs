using Gossamer.Mesh;
using Gossamer.Server.Connections;
using Gossamer.SocketIO;

namespace Gossamer.Server.Recovery;

/// <summary>
/// A mesh session's way to its client: frames get their ends, with the client's offset, and go into the connection's outbox. What comes
/// before there is a connection, since the client's CONNECT is not answered yet, waits here. Its lock is a leaf: nothing is called under it
/// but the connection's outbox.
/// </summary>
internal sealed class SocketOutlet(UserName user, ChatCounters counters, TimeSpan probeTimeout, TimeProvider time) : ISessionOutlet
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource<bool> _completeness = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<EncodedPacket>? _waiting = [];
    private IConnection? _connection;
    private bool _isProbeDue;
    private PassedOver? _passedOver;
    private ITimer? _passedOverTimer;

    /// <summary>The client is told where it is as soon as the session begins, so that it can come back from then on.</summary>
    public bool TellsOffset { get; init; }

    /// <summary>The client can come back: its frames bear its offset.</summary>
    public bool CanReturn { get; init; }

    /// <summary>What its offsets are sent with (<see cref="ReturnGuard"/>).</summary>
    public OffsetTag? Tag { get; init; }

    /// <summary>What the client asked for.</summary>
    public ClientFeatures Features { get; set; }

    /// <summary>Known once the session is live. True: no message that its client missed is lost.</summary>
    public Task<bool> Completeness => _completeness.Task;

    /// <summary>The session; set before there is a connection.</summary>
    public MeshSession? Session { get; set; }

    public TimeSpan SilentFor => _connection?.SilentFor ?? TimeSpan.Zero;

    /// <summary>The connection is there: the messages that wait are sent to it, and those that come from now on.</summary>
    public void FlushTo(IConnection connection)
    {
        lock (_gate)
        {
            _connection = connection;
            foreach (var packet in _waiting ?? [])
                connection.Send(packet);
            _waiting = null;
        }

        if (Interlocked.Exchange(ref _isProbeDue, false))
            Probe();
    }

    public void Begin(bool isComplete, ReadOnlySpan<byte> offset)
    {
        if (TellsOffset)
            Put(EncodedPacket.FromFrame(IdentifiedFrame.Write(user, isComplete, offset, Tag)));
        _completeness.TrySetResult(isComplete);
    }

    public bool Accepts(ReadOnlySpan<byte> frame) => Features.HasFlag(ClientFeatures.Signals) || !SignalFrames.Is(frame);

    public void Send(ReadOnlyMemory<byte> frame, ReadOnlySpan<byte> offset)
    {
        if (!Accepts(frame.Span))
        {
            PassOver(offset);
            return;
        }

        counters.HandedOver(1);
        Put(EncodedPacket.FromFrame(frame, CanReturn ? FrameEnd.With(offset, Tag) : FrameEnd.Plain));
    }

    public void Advance(ReadOnlySpan<byte> offset) => SendIdentified(isComplete: true, offset);

    public void ReportLoss(ReadOnlySpan<byte> offset) => SendIdentified(isComplete: false, offset);

    public void Probe() => _ = ProbeAsync();

    // On another thread: the connection's end is told to the mesh, under whose locks this is called.
    public void End() => ThreadPool.UnsafeQueueUserWorkItem(static outlet => outlet._connection?.Close(), this, preferLocal: false);

    private void SendIdentified(bool isComplete, ReadOnlySpan<byte> offset)
    {
        if (CanReturn)
            Put(EncodedPacket.FromFrame(IdentifiedFrame.Write(user, isComplete, offset, Tag)));
    }

    private async Task ProbeAsync()
    {
        await Task.Yield(); // likewise
        if (ConnectionForProbe() is { } connection && await connection.ProbeAsync(probeTimeout))
            Session?.Confirm();
    }

    private IConnection? ConnectionForProbe()
    {
        lock (_gate)
        {
            if (_connection is null)
                Volatile.Write(ref _isProbeDue, true); // once it is there
            return _connection;
        }
    }

    /// <summary>The client does not hear of the message; of where it is now it does in time.</summary>
    private void PassOver(ReadOnlySpan<byte> offset)
    {
        if (!CanReturn)
            return;
        lock (_gate)
        {
            _passedOver ??= new();
            if (_passedOver.IsEmpty)
                ArmPassedOver();
            if (!_passedOver.Add(offset))
                return;
        }

        TellPassedOver();
    }

    private void ArmPassedOver()
    {
        _passedOverTimer ??= time.CreateTimer(
            static outlet => ((SocketOutlet)outlet!).TellPassedOver(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _passedOverTimer.Change(PassedOver.MaxAge, Timeout.InfiniteTimeSpan);
    }

    private void TellPassedOver()
    {
        lock (_gate)
            if (_passedOver?.Take() is { Length: > 0 } offset)
                Put(EncodedPacket.FromFrame(IdentifiedFrame.Write(user, isComplete: true, offset, Tag)));
    }

    private void Put(EncodedPacket packet)
    {
        lock (_gate)
        {
            _passedOver?.Take(); // it brings a later offset
            if (_waiting is { } waiting)
                waiting.Add(packet);
            else
                _connection!.Send(packet);
        }
    }
}
