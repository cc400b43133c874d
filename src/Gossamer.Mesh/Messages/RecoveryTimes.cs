namespace Gossamer.Mesh;

/// <summary>
/// The times of recovery, all derived from the window in which a client may come back. Retention, History, OffsetReach, KeyReach: each is
/// longer than the one before by more than the clock skew. Otherwise an offset drops an origin whose messages are still retained, and they
/// are delivered again. docs/mesh-protocol.md section 11 has the reasons.
/// </summary>
internal sealed class RecoveryTimes
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(20);   // of a process, on top of the window
    private static readonly TimeSpan MaxClockSkew = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan PresenceDelay = TimeSpan.FromSeconds(3); // until a resumed session is in every directory, at most
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);        // more than MaxClockSkew

    internal RecoveryTimes(MeshOptions options)
    {
        Window = Milliseconds(options.SessionWindow);
        Retention = Window + Milliseconds(MaxPause + options.ReceiptTimeout + MaxClockSkew + Slack);
        History = Retention + Milliseconds(Step);
        OffsetReach = History + (2 * Milliseconds(Step));
        KeyReach = Math.Max(2 * OffsetReach, Milliseconds(options.RepeatWindow));
        ResumeWait = Milliseconds(options.ResumeWait);
        ProbeWait = Milliseconds(options.ProbeTimeout);
        AskAgain = UnderWay = Milliseconds(options.ReceiptTimeout);
        PullHolder = Window + Milliseconds(PresenceDelay);
    }

    /// <summary>By how much the servers' clocks may differ, in ms.</summary>
    internal static long ClockSkew => Milliseconds(MaxClockSkew);

    /// <summary>For how long a client that lost its connection may come back, in ms.</summary>
    internal long Window { get; }

    /// <summary>W: the age, by <see cref="StreamEntry.At"/>, at which a log lets go of an entry, in ms.</summary>
    internal long Retention { get; }

    /// <summary>H: how far back <see cref="StreamEntry.Previous"/> and a stream's last number reach, in ms.</summary>
    internal long History { get; }

    /// <summary>P: for how long an offset names an origin that was not heard from, in ms.</summary>
    internal long OffsetReach { get; }

    /// <summary>K: for how long keys of repeatable messages, bases and holes are kept, in ms.</summary>
    internal long KeyReach { get; }

    /// <summary>How long a resuming session waits for the answers of other servers, in ms.</summary>
    internal long ResumeWait { get; }

    /// <summary>How long a client whose session was asked for elsewhere may take for a sign of life, in ms.</summary>
    internal long ProbeWait { get; }

    /// <summary>After so long without an answer a linked server is asked once more, in ms.</summary>
    internal long AskAgain { get; }

    /// <summary>How long a message to another server may be under way before it is given up, in ms.</summary>
    internal long UnderWay { get; }

    /// <summary>For how long a server that pulled a user's stream gets that user's messages before its presence says so, in ms.</summary>
    internal long PullHolder { get; }

    /// <summary>While this server is so young, or stood still so recently, it awaits servers that it has not heard, in ms.</summary>
    internal long Unsure { get; } = 5_000;

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}
