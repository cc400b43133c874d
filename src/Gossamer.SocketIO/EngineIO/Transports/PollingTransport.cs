using Gossamer.SocketIO.EngineIO.Payloads;

namespace Gossamer.SocketIO.EngineIO.Transports;

/// <summary>
/// HTTP long-polling: a GET waits for what is to be sent, a POST brings what was sent. One of each at a time; a second one ends
/// the session, since packets could overtake each other. <see cref="Poll"/> and <see cref="Post"/> are the two requests.
/// </summary>
internal sealed class PollingTransport(EngineSession session, EngineSessions table, bool base64Only) : IEngineTransport
{
    private const int NoPost = 0;
    private const int Posting = 1;
    private const int NoPostAnyMore = 2;

    private readonly TaskCompletionSource _lastPost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _waiting;
    private int _polling;
    private int _posting;
    private bool _encodesOnce;

    public SocketIOTransports Kind => SocketIOTransports.Polling;

    public EngineSession Session => session;

    /// <summary>The session has not been upgraded away from here.</summary>
    public bool IsCurrent => ReferenceEquals(session.Transport, this);

    /// <summary>The client cannot read bytes (<c>b64=1</c>).</summary>
    public bool Base64Only => base64Only;

    /// <summary>See <see cref="TwiceEncodedText"/>.</summary>
    private bool IsAmbiguous => base64Only && session.Protocol == EngineProtocol.V3 && session.TextIsJson;

    public EnginePacket Disambiguate(in EnginePacket packet)
    {
        if (packet.IsBinary || _encodesOnce || !IsAmbiguous)
            return packet;
        return packet with { Data = TwiceEncodedText.Undo(packet.Data, out _encodesOnce) };
    }

    public EngineFrame Disambiguate(in EngineFrame frame) =>
        frame.IsBinary || !IsAmbiguous ? frame : AsciiJson.Escape(frame);

    public void Wake() => Volatile.Read(ref _waiting)?.TrySetResult();

    public void Close(CloseReason reason)
    {
        if (reason.IsGraceful() || reason.IsTold())
            ForgetLater(); // even while a poll is under way: it may have made up its answer before this, and be the last to come
        Wake();
    }

    /// <summary>A poll may wait. The task completes on the next <see cref="Wake"/>.</summary>
    public bool TryBeginPoll(out Task woken)
    {
        if (Interlocked.Exchange(ref _polling, 1) == 1)
        {
            woken = Task.CompletedTask;
            return false;
        }

        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _waiting, waiting);
        woken = waiting.Task;
        return true;
    }

    /// <summary>Called before the answer is written: the client may poll again the moment it has read it.</summary>
    public void EndPoll()
    {
        Volatile.Write(ref _waiting, null);
        Volatile.Write(ref _polling, 0);
    }

    public bool TryBeginPost() => Interlocked.CompareExchange(ref _posting, Posting, NoPost) == NoPost;

    /// <inheritdoc cref="EndPoll"/>
    public void EndPost()
    {
        if (Interlocked.CompareExchange(ref _posting, NoPost, Posting) == NoPostAnyMore)
            _lastPost.TrySetResult();
    }

    /// <summary>
    /// The session has switched to another transport. The task ends when nothing that was posted is being handed on any more, so
    /// that a client which breaks the rules, and posts while it upgrades, cannot have two of its events handled at once.
    /// </summary>
    public Task RetireAsync() =>
        Interlocked.Exchange(ref _posting, NoPostAnyMore) == Posting ? _lastPost.Task : Task.CompletedTask;

    /// <summary>The client has its last packets, or will never come for them.</summary>
    public void Forget()
    {
        table.Forget(session);
        session.Discard();
    }

    private void ForgetLater()
    {
        ITimer? timer = null;
        timer = session.Time.CreateTimer(
            _ =>
            {
                Forget();
                timer?.Dispose();
            },
            state: null,
            session.Options.CloseTimeout,
            Timeout.InfiniteTimeSpan);
    }
}
