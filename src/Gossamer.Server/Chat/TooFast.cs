using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Limits;

namespace Gossamer.Server.Chat;

/// <summary>
/// Refuses what comes too fast, by name. Then nothing is read from that connection for a moment, so that a flood costs its sender more
/// than this server; a connection that is not slower although it is told is disconnected.
/// </summary>
internal sealed class TooFast(RateOptions options, LimitMetrics metrics, TimeProvider time, ILogger<TooFast> logger)
{
    /// <returns>Done when the connection may be read on.</returns>
    public ValueTask RefuseAsync(ChatSession session, in Excess excess, string eventName, in Reply reply, MessageId? id = null)
    {
        logger.Refused(session.Connection.Id, eventName, RefusalCode.TooFast);
        reply.Refuse(RefusalOf(excess), id);
        if (!excess.IsPersistent)
            return new(Task.Delay(options.Pause, time));
        metrics.DisconnectedTooFast();
        logger.DisconnectedTooFast(session.Connection.Id, eventName);
        session.Connection.Disconnect();
        return ValueTask.CompletedTask;
    }

    /// <summary>The id of a message that is not looked at further, when it has one.</summary>
    public static MessageId? IdOf(ref Utf8JsonReader arguments) =>
        InstantMessageFields.Read(ref arguments).Id is { IsPresent: true } id && InstantMessage.IsId(id.Utf8)
            ? new MessageId(id.ToString())
            : null;

    public static Refusal RefusalOf(in Excess excess) => new(RefusalCode.TooFast,
        $"more than {excess.Limit.PerSecond}{UnitOf(excess)} a second, and {excess.Limit.Burst} at once, of this {Words(excess.Scope)}"
            + (excess.IsPersistent ? "; the connection ends" : ""));

    private static string UnitOf(in Excess excess) => excess switch
    {
        { Scope: LimitScope.Recipient } or { Kind: EventKind.Byte } => " bytes",
        { Kind: EventKind.File or EventKind.FileDelivery } => " times 4 KiB",
        { Kind: EventKind.Delivery or EventKind.SignalDelivery } => " deliveries",
        _ => "",
    };

    private static string Words(LimitScope scope) => scope switch
    {
        LimitScope.Connection => "connection",
        LimitScope.User => "user",
        LimitScope.Recipient => "address to one recipient",
        _ => "address",
    };
}
