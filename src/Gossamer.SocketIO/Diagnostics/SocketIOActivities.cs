using System.Diagnostics;

namespace Gossamer.SocketIO.Diagnostics;

/// <summary>
/// The activity source <c>Gossamer.SocketIO</c>; docs/telemetry.md has its activities and their tags. Each makes nothing while nobody
/// listens. A client's events would make one trace of hours with its connection as their parent: they begin traces of their own, and are
/// linked with the CONNECT, as ASP.NET Core does it for SignalR.
/// </summary>
internal static class SocketIOActivities
{
    public const string SourceName = "Gossamer.SocketIO";

    private static readonly ActivitySource Source = new(SourceName);

    public static bool AreHeard => Source.HasListeners();

    /// <summary>A client asks for a namespace: checks, recovery, the answer.</summary>
    /// <remarks>Its namespace is the client's choice until one is found: see <see cref="Name"/>.</remarks>
    public static Activity? StartConnect(in ConnectPayload auth, Handshake handshake) => AreHeard
        ? Start("Gossamer.SocketIO.Connect", ActivityKind.Server, ContextOf(auth, handshake), links: null, "?", method: null)
        : null;

    /// <summary>The namespace that a CONNECT is for is there.</summary>
    public static void Name(this Activity? activity, string ns)
    {
        if (activity is null)
            return;
        Display(activity, ns, method: null);
        activity.SetTag("rpc.service", ns);
    }

    /// <summary>An event from a client, from its turn to the end of its handler.</summary>
    /// <param name="socket">Whose.</param>
    /// <param name="name">The event's name, one that has a handler.</param>
    public static Activity? StartEvent(Socket socket, string name) =>
        Start("Gossamer.SocketIO.Event", ActivityKind.Server, default, socket.Links, socket.Namespace.Name, name);

    /// <summary>A question to one client or many, until it is answered or given up.</summary>
    public static Activity? StartAck(string ns, string name, ActivityLink[]? links) =>
        AreHeard ? StartHere("Gossamer.SocketIO.Ack", ActivityKind.Client, links, ns, name) : null;

    /// <summary>An event to many, until it is in their outboxes.</summary>
    public static Activity? StartBroadcast(string ns, string name) =>
        AreHeard ? StartHere("Gossamer.SocketIO.Broadcast", ActivityKind.Producer, links: null, ns, name) : null;

    public static void Fail(this Activity? activity, Exception exception)
    {
        activity?.AddException(exception);
        activity.Fail(exception.GetType().FullName!);
    }

    public static void Fail(this Activity? activity, string type)
    {
        activity?.SetTag("error.type", type);
        activity?.SetStatus(ActivityStatusCode.Error);
    }

    public static string ErrorType(AckOutcome outcome) => outcome switch
    {
        AckOutcome.TimedOut => "timeout",
        AckOutcome.Disconnected => "disconnected",
        _ => "invalid-answer",
    };

    /// <summary>
    /// Where the client's own trace is: W3C's <c>traceparent</c> and <c>tracestate</c>, in the <c>auth</c> of its CONNECT, since browsers
    /// set no headers of a WebSocket; else in the headers of its handshake.
    /// </summary>
    private static ActivityContext ContextOf(in ConnectPayload auth, Handshake handshake)
    {
        var (parent, state) = (auth.GetString("traceparent"), auth.GetString("tracestate"));
        if (parent is null)
            (parent, state) = (handshake.Headers.TraceParent, handshake.Headers.TraceState);
        return ActivityContext.TryParse(parent, state, isRemote: true, out var context) ? context : default;
    }

    /// <summary>With no parent but the given one: the current activity is the request that carries the connection.</summary>
    private static Activity? Start(
        string operation, ActivityKind kind, ActivityContext parent, ActivityLink[]? links, string ns, string? method)
    {
        var current = Activity.Current;
        Activity.Current = null;
        var activity = Source.StartActivity(kind, parent, TagsOf(ns, method), links, name: operation);
        if (activity is null)
            Activity.Current = current;
        else
            Display(activity, ns, method);
        return activity;
    }

    private static Activity? StartHere(string operation, ActivityKind kind, ActivityLink[]? links, string ns, string method)
    {
        var activity = Source.StartActivity(kind, Activity.Current?.Context ?? default, TagsOf(ns, method), links, name: operation);
        if (activity is not null)
            Display(activity, ns, method);
        return activity;
    }

    private static void Display(Activity activity, string ns, string? method) =>
        activity.DisplayName = method is null ? ns + " connect" : $"{ns}/{method}".Replace("//", "/", StringComparison.Ordinal);

    private static TagList TagsOf(string ns, string? method)
    {
        var tags = new TagList { { "rpc.system", "socketio" }, { "rpc.service", ns } };
        if (method is not null)
            tags.Add("rpc.method", method);
        return tags;
    }
}
