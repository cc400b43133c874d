using System.Diagnostics;
using System.Text;
using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh;

/// <summary>
/// The activity source <c>Gossamer.Mesh</c>; docs/telemetry.md has its activities and their tags. A message that is sampled carries its W3C
/// context over the link, and its delivery at another server is a child of its publication here. While nobody listens nothing is made.
/// </summary>
internal static class MeshActivities
{
    internal const string SourceName = "Gossamer.Mesh";

    // What a peer says of a trace is kept and exported: 55 characters are version 00 of W3C's traceparent, 512 what it recommends to carry.
    private const int ParentLength = 55;
    private const int MaxStateLength = 512;
    private const int MaxIdLength = 100;

    private static readonly ActivitySource Source = new(SourceName);

    internal static bool AreHeard => Source.HasListeners();

    /// <summary>A message of a client of this server, from its acceptance until all servers that it went to have answered.</summary>
    /// <param name="server">This server.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="to">"user" or "room".</param>
    internal static Activity? StartPublish(NodeId server, MessageId id, string to)
    {
        var activity = Source.StartActivity("Gossamer.Mesh.Publish", ActivityKind.Producer);
        return Describe(activity, "publish", "send", server, id)?.SetTag("gossamer.destination", to);
    }

    /// <summary>A message that a peer forwarded, until it is in the outboxes here. Nothing, unless it is sampled.</summary>
    internal static Activity? StartDeliver(NodeId server, NodeId peer, Envelope message)
    {
        if (message.Trace is not { } trace || !AreHeard
            || !ActivityContext.TryParse(trace.Parent, trace.State.Length == 0 ? null : trace.State, isRemote: true, out var parent))
            return null;
        var activity = Source.StartActivity("Gossamer.Mesh.Deliver", ActivityKind.Consumer, parent);
        return Describe(activity, "deliver", "process", server, message.Id)?.SetTag("gossamer.peer", peer.Value);
    }

    /// <summary>What goes over the link with a message; null: it is not sampled.</summary>
    internal static TraceContext? ContextOf(Activity? activity) => activity is { Recorded: true, IdFormat: ActivityIdFormat.W3C }
        ? new() { Parent = activity.Id, State = activity.TraceStateString is { Length: <= MaxStateLength } state ? state : "" }
        : null;

    /// <summary>What came over a link, if it can be a context.</summary>
    internal static TraceContext? Read(ReadOnlySpan<byte> parent, ReadOnlySpan<byte> state) =>
        parent.Length == ParentLength && state.Length <= MaxStateLength
            ? new() { Parent = Encoding.UTF8.GetString(parent), State = Encoding.UTF8.GetString(state) }
            : null;

    /// <summary>What it takes in a frame, at most.</summary>
    internal static int Size(TraceContext? trace) => trace is null ? 0 : trace.Parent.Length + trace.State.Length + 8;

    internal static void End(Activity? activity, in DeliveryOutcome outcome)
    {
        if (activity is not { IsAllDataRequested: true })
            return;
        activity.SetTag("gossamer.delivered", outcome.Delivered).SetTag("gossamer.servers", outcome.Servers);
        if (!outcome.Unreachable.IsDefaultOrEmpty)
            Fail(activity, "unreachable");
    }

    internal static void End(Activity? activity, int delivered) => activity?.SetTag("gossamer.delivered", delivered);

    internal static void Fail(Activity? activity, string type) =>
        activity?.SetTag("error.type", type).SetStatus(ActivityStatusCode.Error);

    private static Activity? Describe(Activity? activity, string operation, string type, NodeId server, MessageId id)
    {
        if (activity is not { IsAllDataRequested: true })
            return activity;
        activity.DisplayName = operation;
        if (id.Value.Length > 0)
            activity.SetTag("messaging.message.id", id.Value.Length <= MaxIdLength ? id.Value : id.Value[..MaxIdLength]);
        return activity
            .SetTag("messaging.system", "gossamer")
            .SetTag("messaging.operation.name", operation)
            .SetTag("messaging.operation.type", type)
            .SetTag("gossamer.server", server.Value);
    }
}
