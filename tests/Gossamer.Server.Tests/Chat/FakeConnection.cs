using System.Collections.Concurrent;
using System.Text;
using Gossamer.Server.Connections;
using Gossamer.SocketIO;

namespace Gossamer.Server.Tests.Chat;

/// <summary>A connection whose outbox is a list.</summary>
internal sealed class FakeConnection(string id = "c1") : IConnection
{
    private readonly ConcurrentQueue<EncodedPacket> _sent = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id => id;

    public ClientAddress Address { get; init; }

    public string? PrivateSessionId { get; init; }

    public string? UnrecoveredOffset { get; set; }

    public bool IsGone { get; set; }

    public long WaitingBytes { get; set; }

    public TimeSpan SilentFor { get; set; }

    /// <summary>Whether the client gives a sign of life when it is asked.</summary>
    public TaskCompletionSource<bool> SignOfLife { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>For how long each sign of life was waited for.</summary>
    public ConcurrentQueue<TimeSpan> Probes { get; } = new();

    /// <summary>Done once the connection was closed from this side.</summary>
    public Task Closed => _closed.Task;

    public IReadOnlyList<EncodedPacket> Packets => [.. _sent];

    /// <summary>The frames, each with its end.</summary>
    public IReadOnlyList<string> Sent => [.. _sent.Select(Text)];

    public bool Send(EncodedPacket packet)
    {
        if (!IsGone)
            _sent.Enqueue(packet);
        return !IsGone;
    }

    public string? TakeUnrecoveredOffset()
    {
        var offset = UnrecoveredOffset;
        UnrecoveredOffset = null;
        return offset;
    }

    public Task<bool> ProbeAsync(TimeSpan timeout)
    {
        Probes.Enqueue(timeout);
        return SignOfLife.Task;
    }

    public void Close() => _closed.TrySetResult();

    public bool IsDisconnected { get; private set; }

    public void Disconnect() => IsDisconnected = true;

    public void Clear() => _sent.Clear();

    private static string Text(EncodedPacket packet) =>
        Encoding.UTF8.GetString(packet.Frame.Span) + Encoding.UTF8.GetString(packet.Tail.Span);
}
