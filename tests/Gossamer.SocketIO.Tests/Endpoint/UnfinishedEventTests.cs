using Gossamer.SocketIO.EngineIO;
using Gossamer.SocketIO.Tests.EngineIO;

namespace Gossamer.SocketIO.Tests.Endpoint;

/// <summary>What is kept of an event whose attachments have not all come. Measured, so nothing else may run.</summary>
[Collection(nameof(LeakTests))]
public sealed class UnfinishedEventTests
{
    /// <summary>The client may have some seconds to answer the close frame, and send others to do the same.</summary>
    [Fact]
    public async Task BinaryEvent_UnfinishedWhenItsSessionEnds_IsLetGoOfAtOnce()
    {
        await using var server = await TestServer.StartAsync();
        var clients = Enumerable.Range(0, 40).Select(_ => HalfEvent(server)).ToList();
        var held = GC.GetTotalMemory(forceFullCollection: true); // what tests before this one left may go at any moment, too

        clients.ForEach(static client => client.Close(CloseReason.ForcedClose));

        (held - GC.GetTotalMemory(forceFullCollection: true)).ShouldBeGreaterThan(30_000_000);
        GC.KeepAlive(clients);
    }

    private static Client HalfEvent(TestServer server)
    {
        server.Io.Engine.Sessions.TryCreate(EngineProtocol.V4, default, out var session).ShouldBeNull();
        var client = new Client(session!, server.Io, Handshake.None);
        session!.Open(new RecordingTransport(SocketIOTransports.WebSocket), client);
        session.ReceiveAsync(SessionFixture.Packet(
            $$"""451-["x","{{new string('x', 900_000)}}",{"_placeholder":true,"num":0}]""")).AsTask().IsCompleted.ShouldBeTrue();
        return client;
    }
}
