using Gossamer.Mesh;
using Gossamer.Server.Json;

namespace Gossamer.Server.Chat;

/// <summary>The acknowledgement of an <c>im</c>, as the JSON array of its one argument.</summary>
internal static class ImAcknowledgement
{
    /// <summary>
    /// <code>[{"id":"...","delivered":2,"servers":1}]</code>
    /// and, when servers that hold the recipient did not confirm in time,
    /// <code>[{"id":"...","delivered":1,"servers":1,"error":{"code":"unreachable","message":"...","servers":["server-2"]}}]</code>
    /// </summary>
    public static byte[] Write(MessageId id, DeliveryOutcome outcome)
    {
        var output = JsonOutput.Begin()
            .Raw("""[{"id":"""u8).Text(id.Value)
            .Raw(""","delivered":"""u8).Number(outcome.Delivered)
            .Raw(""","servers":"""u8).Number(outcome.Servers);
        if (IsUnreachable(outcome))
        {
            var refusal = Unreachable(outcome);
            output.Raw(""","error":{"code":"""u8).Text(refusal.Code.Value)
                .Raw(""","message":"""u8).Text(refusal.Message)
                .Raw(""","servers":["""u8);
            for (var i = 0; i < outcome.Unreachable.Length; i++)
                output.Raw(i == 0 ? ""u8 : ","u8).Text(outcome.Unreachable[i].Value);
            output.Raw("]}"u8);
        }
        return output.Raw("}]"u8).Take();
    }

    public static bool IsUnreachable(DeliveryOutcome outcome) => !outcome.Unreachable.IsDefaultOrEmpty;

    public static Refusal Unreachable(DeliveryOutcome outcome) => new(
        RefusalCode.Unreachable,
        $"no confirmation from {string.Join(", ", Enumerable.Range(0, outcome.Unreachable.Length).Select(i => Describe(outcome, i)))}; "
            + $"delivered elsewhere: {outcome.Delivered}");

    private static string Describe(DeliveryOutcome outcome, int index)
    {
        var server = outcome.Unreachable[index].Value;
        return index < outcome.Reasons.Length ? $"{server} ({Words(outcome.Reasons[index])})" : server;
    }

    private static string Words(UnreachableReason reason) => reason switch
    {
        UnreachableReason.TimedOut => "no answer in time",
        UnreachableReason.QueueFull => "too many messages wait for it",
        UnreachableReason.TooLarge => "the message is too large for it",
        UnreachableReason.PeerGone => "it is gone",
        UnreachableReason.PeerRestarted => "it has restarted",
        UnreachableReason.PeerTooOld => "it is of an earlier release",
        _ => "this server is stopping",
    };
}
