using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Connections;

namespace Gossamer.Server.Chat;

/// <summary>
/// <c>im</c>: checks a message, writes its frame once, hands it to the mesh and, when the outcome is in, tells the sender. It never
/// holds back the sender's next message, and what goes to the mesh goes in the order in which it came.
/// </summary>
internal sealed class InstantMessages(
    IChatMesh mesh, ChatOptions options, ChatCounters counters, ChatMetrics metrics, TooFast tooFast, ILogger<InstantMessages> logger)
{
    /// <returns>Done when the connection may be read on: at once, unless too much goes to its recipient's connections.</returns>
    public ValueTask Take(ChatSession sender, ref Utf8JsonReader arguments, Reply reply, DateTimeOffset now)
    {
        if ((sender.User ?? sender.TryIdentify()) is not { } user)
            Refuse(sender, reply, new Refusal(RefusalCode.NotIdentified, "identify before sending"), null);
        else if (InstantMessage.Read(ref arguments, user, options, out var message) is { } refusal)
            Refuse(sender, reply, refusal, null);
        else if (message.Room is { } room && !sender.IsIn(room))
            Refuse(sender, reply, RoomMembership.NotIn(room), message.Id);
        else if (!sender.Rates.TryTakeDeliveries(ReceiversOf(message), message.Text.Length, now, out var excess, message.IsSignal)
            || !sender.Rates.TryTakeBytes(RecipientOf(message), message.Text.Length, now, out excess))
            return tooFast.RefuseAsync(sender, excess, "im", reply, message.Id);
        else if (!sender.TryBeginMessage())
            Refuse(sender, reply, TooManyInFlight(), message.Id);
        else
            Route(sender, message, reply, now);
        return ValueTask.CompletedTask;
    }

    private void Route(ChatSession sender, in InstantMessage message, Reply reply, DateTimeOffset now)
    {
        counters.Took();
        var began = metrics.Begin();
        var id = message.Id ?? MessageIds.Create(now);
        logger.Received(id, message.From, RecipientOf(message), message.Text.Length);
        var at = now.ToUnixTimeMilliseconds();
        var isSignal = message.IsSignal;
        var frame = isSignal ? SignalFrame.Write(message, id, at) : InstantMessageFrame.Write(message, id, at);
        var mayRepeat = message.Id is not null;
        var outcome = message.Room is { } room
            ? mesh.PublishAsync(new RoomMessage(id, message.From, room, frame) { At = at, MayRepeat = mayRepeat, IsSignal = isSignal })
            : mesh.RouteAsync(new Envelope(id, message.From, message.To, frame) { At = at, MayRepeat = mayRepeat, IsSignal = isSignal });
        if (outcome.IsCompletedSuccessfully)
            Answer(sender, reply, id, outcome.Result, began);
        else
            _ = AnswerLaterAsync(sender, reply, id, outcome, began);
    }

    private async Task AnswerLaterAsync(ChatSession sender, Reply reply, MessageId id, ValueTask<DeliveryOutcome> outcome, long began)
    {
        try
        {
            Answer(sender, reply, id, await outcome, began);
        }
        catch (Exception fault) // nobody awaits this task: here is the last place where a fault can be told to the sender and the log
        {
            sender.EndMessage();
            metrics.Answered(began, outcome: null);
            logger.RoutingFailed(fault, id);
            reply.Refuse(new Refusal(RefusalCode.Internal, "the server failed to route the message"), id);
        }
    }

    private void Answer(ChatSession sender, Reply reply, MessageId id, DeliveryOutcome outcome, long began)
    {
        sender.EndMessage();
        metrics.Answered(began, outcome);
        logger.Routed(id, outcome.Delivered, outcome.Servers);
        var isUnreachable = ImAcknowledgement.IsUnreachable(outcome);
        if (reply.IsWanted && isUnreachable)
            reply.AcceptInPart(ImAcknowledgement.Write(id, outcome), RefusalCode.Unreachable);
        else if (reply.IsWanted)
            reply.Accept(ImAcknowledgement.Write(id, outcome));
        else if (isUnreachable)
            reply.Refuse(ImAcknowledgement.Unreachable(outcome), id);
    }

    private int ReceiversOf(in InstantMessage message) => Receivers.CountOf(mesh, options, message.From, message.To, message.Room);

    /// <summary>Whose line it takes: a room counts as the user of that name.</summary>
    private static UserName RecipientOf(in InstantMessage message) =>
        message.Room is { } room && UserName.TryCreate(room.Value, out var name, out _) ? name : message.To;

    private Refusal TooManyInFlight() => new(RefusalCode.TooFast, $"{options.MaxMessagesInFlight} messages wait for their outcome");

    private void Refuse(ChatSession sender, Reply reply, Refusal refusal, MessageId? id)
    {
        logger.Refused(sender.Connection.Id, "im", refusal.Code);
        reply.Refuse(refusal, id);
    }
}
