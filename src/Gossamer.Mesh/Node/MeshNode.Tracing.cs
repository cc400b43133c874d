namespace Gossamer.Mesh;

/// <content>Messages while somebody listens to the activities of the mesh.</content>
public sealed partial class MeshNode
{
    private async ValueTask<DeliveryOutcome> RouteTracedAsync(Envelope message, CancellationToken ct)
    {
        using var activity = MeshActivities.StartPublish(Id, message.Id, "user");
        message.Trace = MeshActivities.ContextOf(activity);
        var outcome = await _messages.Publish(message, ct).ConfigureAwait(false);
        MeshActivities.End(activity, outcome);
        return outcome;
    }

    private async ValueTask<DeliveryOutcome> PublishTracedAsync(RoomMessage message, CancellationToken ct)
    {
        using var activity = MeshActivities.StartPublish(Id, message.Id, "room");
        message.Trace = MeshActivities.ContextOf(activity);
        var outcome = await _messages.Publish(message, ct).ConfigureAwait(false);
        MeshActivities.End(activity, outcome);
        return outcome;
    }
}
