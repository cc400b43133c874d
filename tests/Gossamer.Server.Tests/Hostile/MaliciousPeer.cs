using System.Net;
using System.Net.WebSockets;
using System.Threading.Channels;
using Google.Protobuf;
using Gossamer.Mesh;
using Gossamer.Mesh.Direct;
using Gossamer.Mesh.Wire;
using Gossamer.Mesh.Wire.Recovery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Gossamer.Server.Tests.Hostile;

/// <summary>
/// Speaks the link protocol as one server of the mesh, with that server's key, and says whatever the test wants. It listens as well, so
/// that it hears what it is told, and what it is asked.
/// </summary>
internal sealed class MaliciousPeer : IAsyncDisposable
{
    private readonly NodeId _id;
    private readonly NodeId _target;
    private readonly WebApplication _app;
    private readonly Channel<Frame> _heard = Channel.CreateUnbounded<Frame>();
    private readonly ClientWebSocket _socket = new();
    private ulong _sequence;
    private ulong _link;

    private MaliciousPeer(NodeId id, NodeId target, WebApplication app) => (_id, _target, _app) = (id, target, app);

    private static TimeSpan Patience => TimeSpan.FromSeconds(20);

    /// <summary>The life in which it speaks.</summary>
    internal ulong Incarnation { get; set; } = Gossamer.Mesh.Incarnation.StartingNow(TimeProvider.System).Value;

    internal Hello? TargetsHello { get; private set; }

    /// <summary>Listens where the configuration says that the server is.</summary>
    internal static async Task<MaliciousPeer> ListenAsync(NodeId id, NodeId target, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        var app = builder.Build();
        var peer = new MaliciousPeer(id, target, app);
        app.UseWebSockets();
        app.Run(async http =>
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            await peer.HearAsync(socket, http.RequestAborted);
        });
        await app.StartAsync();
        return peer;
    }

    /// <summary>Opens a link and says hello, once the target has said its own: that tells its incarnation.</summary>
    internal async Task LinkAsync(Uri target, MeshKeyPair key, params string[] users)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (TargetsHello is null)
            await _heard.Reader.ReadAsync(patience.Token);
        await OpenAsync(target, key, patience.Token);
        await SayAsync(new Frame
        {
            Hello = HelloOf(++_link),
            Heartbeat = new()
            {
                HeardIncarnation = TargetsHello.Incarnation, HeardLink = TargetsHello.Link, SettledBelow = 1,
            },
            Snapshot = new() { Version = 1, Last = true, Users = { users }, Connections = { users.Select(static _ => 1u) } },
        });
    }

    internal Hello HelloOf(ulong link) => new()
    {
        Protocol = 2, Cluster = "gossamer", Node = _id.Value, Incarnation = Incarnation, Target = _target.Value, Link = link,
        LifeKey = ByteString.CopyFrom(new byte[16]),
    };

    internal async Task OpenAsync(Uri target, MeshKeyPair key, CancellationToken ct)
    {
        var mesh = new MeshOptions { Id = _id, Peers = { new(_target, target) } };
        var tokens = new MeshTokens(mesh, new() { PrivateKey = key.PrivateKey }, TimeProvider.System);
        _socket.Options.SetRequestHeader("Authorization", $"Bearer {tokens.Issue(_target)}");
        await _socket.ConnectAsync(new Uri($"ws://{target.Authority}/mesh"), ct);
    }

    internal Task SayAsync(Frame frame)
    {
        frame.End = true;
        return SayRawAsync(frame.ToByteArray());
    }

    internal Task SayRawAsync(byte[] bytes) =>
        _socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);

    /// <summary>Forwards a message.</summary>
    /// <returns>To how many connections it went, by the receipt.</returns>
    internal async Task<uint> ForwardAsync(Forward forward)
    {
        forward.Sequence = ++_sequence;
        await SayAsync(new Frame { Forwards = { forward } });
        return await ReceiptAsync(forward.Sequence);
    }

    /// <summary>Says something on the channel of recovery.</summary>
    /// <returns>1 when it was taken.</returns>
    internal Task<uint> AskAsync(RecoveryMessage message) =>
        ForwardAsync(new() { Channel = "recovery", Frame = message.ToByteString() });

    /// <summary>With which code the target closes the link.</summary>
    internal async Task<LinkCloseCode> CloseAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _socket.ReceiveAsync(new byte[16], patience.Token);
        return (LinkCloseCode)(int)_socket.CloseStatus!.Value;
    }

    internal string? CloseDetail => _socket.CloseStatusDescription;

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _app.DisposeAsync();
    }

    private async Task<uint> ReceiptAsync(ulong sequence)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
            foreach (var receipt in (await _heard.Reader.ReadAsync(patience.Token)).Receipts)
                if (sequence <= receipt.UpTo && sequence > receipt.UpTo - (ulong)receipt.Delivered.Count)
                    return receipt.Delivered[(int)(sequence + (ulong)receipt.Delivered.Count - receipt.UpTo) - 1];
    }

    private async Task HearAsync(WebSocket socket, CancellationToken ct)
    {
        var buffer = new byte[1 << 20];
        try
        {
            while (await socket.ReceiveAsync(buffer, ct) is { MessageType: WebSocketMessageType.Binary } message)
            {
                var frame = Frame.Parser.ParseFrom(buffer, 0, message.Count);
                TargetsHello = frame.Hello ?? TargetsHello;
                _heard.Writer.TryWrite(frame);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException)
        {
            // The target has ended.
        }
    }
}
