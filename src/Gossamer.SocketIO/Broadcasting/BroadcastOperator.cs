namespace Gossamer.SocketIO;

/// <summary>
/// Builds up who gets an event, and emits it. Immutable: every step gives a new one, so that a part-built one can be kept and shared.
/// <code>
/// await io.To("room").Except("other").EmitAsync("news", text);
/// </code>
/// </summary>
public sealed class BroadcastOperator : Broadcaster
{
    internal BroadcastOperator(Namespace ns, BroadcastTarget target, TimeSpan? ackTimeout = null)
    {
        Namespace = ns;
        Target = target;
        AckTimeout = ackTimeout;
    }

    /// <summary>Whose sockets are meant.</summary>
    public Namespace Namespace { get; }

    /// <summary>Who is meant so far.</summary>
    public BroadcastTarget Target { get; }

    /// <summary>How long questions wait for their answers, if it was said.</summary>
    internal TimeSpan? AckTimeout { get; }

    private protected override BroadcastOperator Receivers => this;

    private protected override bool IsRecoverable => !Target.Volatile;
}
