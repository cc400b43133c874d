namespace Gossamer.Server.Conversations;

/// <summary>Messages of one's own: from the keyboard to the receipt.</summary>
internal static partial class ChatMachine
{
    private static Transition Say(ChatState state, ChatInput.Say say, DateTimeOffset now)
    {
        if ((say.To ?? state.Selected) is not { } to)
            return state with { Notice = "To whom? Choose with /to <name> or /join <room>; that line was not sent" };
        var message = new OutgoingMessage(say.Id, to, say.Text);
        state = Book.Add(state, to, new ChatMessage(say.Id, state.User, say.Text, now, Receipt.Waiting));
        if (state.Outgoing.Count >= state.Limits.Outgoing)
            return Settle(state, message, new Receipt(Outcome.Refused, Problem: $"{state.Outgoing.Count} messages wait already"));
        return Flush(state with { Outgoing = state.Outgoing.Add(message) }, now);
    }

    /// <summary>
    /// Sends what may be sent now, in order: what is for a room only once the client is in it. What waits for its room holds back nothing.
    /// </summary>
    private static Transition Flush(ChatState state, DateTimeOffset now)
    {
        if (state.Phase != ChatPhase.Ready || now < state.PausedUntil)
            return state;
        var flushed = Transition.FromChatState(state);
        foreach (var message in state.Outgoing.Where(message => message.Sent is null && MaySend(state, message.To)))
        {
            var sent = message with { Sent = now, FirstSent = message.FirstSent ?? now };
            flushed = flushed.Then(next => next with { Outgoing = next.Outgoing.Replace(message, sent) })
                .Then(new ChatEffect.Send(sent, state.User));
        }

        return flushed;
    }

    private static bool MaySend(ChatState state, ConversationId to) =>
        !to.IsRoom || state.Conversations.GetValueOrDefault(to) is { IsJoined: true };

    private static Transition Acknowledged(ChatState state, ChatInput.Acknowledged answer, DateTimeOffset now)
    {
        if (state.Outgoing.Find(message => message.Id == answer.Id) is not { } message)
            return state;
        if (answer.Refusal?.Code == "too-fast") // nothing is lost: it goes again after a rest
            return state with
            {
                PausedUntil = now + state.Limits.TooFastPause,
                Outgoing = state.Outgoing.Replace(message, message with { Sent = null }),
                Notice = "Too fast; the rest waits a moment",
            };
        return Settle(state, message, ReceiptOf(answer));
    }

    private static Receipt ReceiptOf(ChatInput.Acknowledged answer) => answer switch
    {
        { Delivered: null } => new(Outcome.Refused, Problem: answer.Refusal?.Message ?? "the server answered something unknown"),
        { Delivered: 0, Refusal: { } unconfirmed } => new(Outcome.Unknown, Problem: unconfirmed.Message),
        { Delivered: 0 } => new(Outcome.Nobody),
        _ => new(Outcome.Delivered, answer.Delivered.Value, answer.Servers, answer.Refusal?.Message),
    };

    /// <summary>What servers may have forgotten would come twice, if it had arrived: it is not sent again.</summary>
    private static Transition GiveUp(ChatState state, DateTimeOffset now)
    {
        var given = Transition.FromChatState(state);
        foreach (var message in state.Outgoing)
            if (message.Sent is null && message.FirstSent + state.Limits.RepeatTime < now)
                given = given.Then(next => Settle(next, message, Unanswered(message)));
        return given;
    }

    private static Receipt Unanswered(OutgoingMessage message) => message.FirstSent is null
        ? new(Outcome.Refused, Problem: "there was no connection to send it by")
        : new(Outcome.Unknown, Problem: "no server answered in time; it may have arrived");

    private static Transition Settle(ChatState state, OutgoingMessage message, Receipt receipt)
    {
        state = Book.Settle(state with { Outgoing = state.Outgoing.Remove(message) }, message.To, message.Id, receipt);
        return Transition.FromChatState(state).Then(new ChatEffect.Settled(message.Id, receipt));
    }
}
