namespace Gossamer.Mesh;

/// <summary>
/// The connection behind a session. All members are called under the lock of the session's user: they must neither block nor call the mesh.
/// </summary>
public interface ISessionOutlet
{
    /// <summary>
    /// For how long nothing has come from the client, heartbeats counted. What was sent to a client that has been silent for longer than
    /// logs reach back may be lost without a trace: when it comes back it is told so.
    /// </summary>
    TimeSpan SilentFor { get; }

    /// <summary>
    /// The session is live: what its client missed follows, then what is new. Called once, before the first <see cref="Send"/>.
    /// </summary>
    /// <param name="isComplete">False: some of what the client missed is gone, or it was away for longer than anybody knows.</param>
    /// <param name="offset">
    /// Where the client is, as ASCII; it brings the latest offset that it got when it comes back. Empty, as in all other members, for a
    /// client that cannot come back.
    /// </param>
    void Begin(bool isComplete, ReadOnlySpan<byte> offset);

    /// <summary>
    /// Whether the client wants such messages, as of <see cref="Envelope.IsSignal"/>. What it does not want is passed to <see cref="Send"/>
    /// all the same, for its offset, and does not count as delivered. Called for every message: must be cheap.
    /// </summary>
    /// <param name="frame">The frame without its end.</param>
    bool Accepts(ReadOnlySpan<byte> frame) => true;

    /// <summary>
    /// Puts a message into the client's outbox, if the client accepts it (<see cref="Accepts"/>). What a lost connection does not take the
    /// client gets when it comes back.
    /// </summary>
    /// <param name="frame">The frame without its end, shared by all receivers.</param>
    /// <param name="offset">
    /// Where the client is once it has the message, as ASCII; to be sent at the frame's end. Not to be kept without a copy.
    /// </param>
    void Send(ReadOnlyMemory<byte> frame, ReadOnlySpan<byte> offset);

    /// <summary>The client is further than it knows: it had a message already that came again under another number.</summary>
    /// <param name="offset">Where the client is.</param>
    void Advance(ReadOnlySpan<byte> offset);

    /// <summary>Messages turn out to be gone after the session has begun: the client is to be told.</summary>
    /// <param name="offset">Where the client is, those messages passed over.</param>
    void ReportLoss(ReadOnlySpan<byte> offset);

    /// <summary>
    /// The client may be elsewhere by now: asks it for a sign of life. To be answered by <see cref="MeshSession.Confirm"/> within
    /// <see cref="MeshOptions.ProbeTimeout"/>, or the session ends.
    /// </summary>
    void Probe();

    /// <summary>
    /// The session has ended from the mesh's side: its client is elsewhere. The connection, if there is one still, is to be closed.
    /// </summary>
    void End();
}
