using System.Reflection;
using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.EngineIO.Transports;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>Looks into a session for what no answer tells.</summary>
internal sealed class EngineProbe(EngineSession session)
{
    private static readonly FieldInfo Waiting =
        typeof(PollingTransport).GetField("_waiting", BindingFlags.Instance | BindingFlags.NonPublic)!;

    public EngineSession Session => session;

    public static EngineProbe Of(TestServer server, string sid)
    {
        server.Io.Engine.Sessions.TryGet(sid, out var session).ShouldBeTrue();
        return new EngineProbe(session!);
    }

    /// <summary>A poll waits.</summary>
    public Task UntilPolledAsync() => Patience.UntilAsync(
        () => session.Transport is PollingTransport polling && Waiting.GetValue(polling) is not null, "a poll waits");
}
