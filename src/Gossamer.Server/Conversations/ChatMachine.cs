namespace Gossamer.Server.Conversations;

/// <summary>
/// A chat client as a pure state machine: <c>(state, input, now) -> (state, effects)</c>. Connections, time and the terminal are outside.
/// <code>
///                 Lost: to the next server, after a pause
///          +---------------------------------------------------+
///          v                                                   |
/// Start: Connecting --Connected--> Identifying --Identified--> Ready
///          |                          |                        |
///          +--------- Close, Dismissed, a refusal that stays --+--> Ended
/// </code>
/// A client that was connected dials its own server first, then the others in turn: it shows where it was (<c>pid</c> and offset), so any
/// of them gives it what it missed. Messages without a receipt go again, under their ids, on the next connection.
/// </summary>
internal static partial class ChatMachine
{
    public static Transition Step(ChatState state, ChatInput input, DateTimeOffset now) =>
        state.Phase == ChatPhase.Ended ? state : Next(state, input, now);

    private static Transition Next(ChatState state, ChatInput input, DateTimeOffset now) => input switch
    {
        ChatInput.Start => Dial(state with { Attempt = 1 }, TimeSpan.Zero),
        ChatInput.Tick => Tick(state, now),
        ChatInput.Close => End(state, null).Then(new ChatEffect.Goodbye()),
        ChatInput.Say say => Say(state, say, now),
        ChatInput.Select { Id: var id } => Select(state, id),
        ChatInput.Join { Room: var room } => Join(state, room),
        ChatInput.Leave { Id: var id } => Leave(state, id),
        ChatInput.Connected connected => Connected(state, connected, now),
        ChatInput.Lost { Reason: var reason } => Lost(state, reason),
        ChatInput.Refused refused => Refused(state, new(refused.Code, refused.Message), "the server refuses this client"),
        ChatInput.Dismissed => End(state, "The server has ended the connection and wants no return; its log says why"),
        ChatInput.Identified { Refusal: null } => Ready(state, now),
        ChatInput.Identified { Refusal: { } refusal } => Refused(state, refusal, "identify was refused"),
        _ => Told(state, input, now),
    };

    private static Transition Connected(ChatState state, ChatInput.Connected connected, DateTimeOffset now)
    {
        // A session that goes on keeps its id. The offset stays in any case: a new session begins from it, once the user is known.
        state = state with
        {
            Phase = ChatPhase.Identifying,
            IdentifiedAt = now,
            Ticket = state.Ticket with { SessionId = connected.SessionId },
        };
        return Transition.FromChatState(state).Then(new ChatEffect.Identify(state.User));
    }

    private static Transition Ready(ChatState state, DateTimeOffset now)
    {
        if (state.Phase != ChatPhase.Identifying)
            return state;
        var ready = Transition.FromChatState(
            state with { Phase = ChatPhase.Ready, Home = state.Current, Attempt = 0, Notice = null });
        // A session that went on is in its rooms still, and joining changes nothing; one that did not is in none.
        foreach (var conversation in state.Conversations.Values.Where(static conversation => conversation.Id.IsRoom))
            ready = ready.Then(new ChatEffect.JoinRoom(conversation.Id.Name));
        return ready.Then(next => Flush(next, now));
    }

    private static Transition Lost(ChatState state, string reason)
    {
        // The ring begins at the server that the client was at: it may be back in a moment, or only the connection is gone.
        var attempt = state.Attempt + 1;
        var next = (state.Home + attempt - 1) % state.Servers.Length;
        var notice = $"{Shown(state.Server)}: {reason}. Next: {Shown(state.Servers[next])}";
        return Dial(state with { Attempt = attempt, Current = next, Notice = notice }, PauseBefore(state, attempt));
    }

    /// <summary>A server that stands still takes connections and says nothing: the others first.</summary>
    private static Transition Stalled(ChatState state) => Transition.FromChatState(state with { Attempt = Math.Max(state.Attempt, 1) })
        .Then(new ChatEffect.Drop())
        .Then(static dropped => Lost(dropped, "the server does not answer"));

    private static TimeSpan PauseBefore(ChatState state, int attempt)
    {
        var rounds = Math.Min((attempt - 1) / state.Servers.Length, 16); // more only overflow
        return TimeSpan.FromTicks(Math.Min(state.Limits.FirstPause.Ticks << rounds, state.Limits.LongestPause.Ticks));
    }

    private static Transition Dial(ChatState state, TimeSpan pause)
    {
        var conversations = state.Conversations;
        foreach (var (id, conversation) in state.Conversations)
            if (conversation.IsJoined)
                conversations = conversations.SetItem(id, conversation with { IsJoined = false });
        state = state with
        {
            Phase = ChatPhase.Connecting,
            Conversations = conversations,
            Outgoing = [.. state.Outgoing.Select(static message => message with { Sent = null })],
        };
        return Transition.FromChatState(state).Then(new ChatEffect.Dial(state.Server, pause, state.Ticket));
    }

    /// <summary>Some refusals pass by themselves; after all others the next attempt would be refused as well.</summary>
    private static Transition Refused(ChatState state, Refusal refusal, string what) =>
        refusal.Code is "too-fast" or "too-many-connections" or "internal"
            ? Transition.FromChatState(state).Then(new ChatEffect.Drop()).Then(dropped => Lost(dropped, refusal.Message))
            : End(state, $"{Shown(state.Server)}: {what}: {refusal.Message} ({refusal.Code})");

    private static Transition End(ChatState state, string? problem)
    {
        var ended = Transition.FromChatState(state with { Phase = ChatPhase.Ended, Problem = problem, Outgoing = [] });
        foreach (var message in state.Outgoing)
            ended = ended.Then(next => Settle(next, message, Unanswered(message)));
        return ended;
    }

    private static Transition Tick(ChatState state, DateTimeOffset now)
    {
        var answeredBy = now - state.Limits.AnswerTime;
        if (state.Phase == ChatPhase.Identifying && state.IdentifiedAt < answeredBy
            || state.Phase == ChatPhase.Ready && state.Outgoing.Exists(message => message.Sent < answeredBy))
            return Stalled(state);
        return GiveUp(state, now).Then(next => Flush(next, now));
    }

    private static string Shown(Uri server) => server.IsDefaultPort ? server.Host : $"{server.Host}:{server.Port}";
}
