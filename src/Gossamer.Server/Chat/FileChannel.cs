using System.Collections.Concurrent;
using Gossamer.Mesh;

namespace Gossamer.Server.Chat;

/// <summary>
/// Carries files to other servers: node messages, each in order with all that goes there, and at most so many bytes of them under way to
/// one server that messages never wait for room. Servers that know no files count none.
/// </summary>
internal sealed class FileChannel(MeshNode node, FileReceivers receivers, FileLimits options, ILogger<FileChannel> logger)
{
    public const string Name = "files";

    private readonly ConcurrentDictionary<NodeId, long> _underWay = new();

    /// <summary>To be called before the mesh starts.</summary>
    public void Open() => node.OnCountedNodeMessage(Name, Take);

    /// <summary>Sends a file to servers.</summary>
    /// <returns>How many got it there, and who did not confirm within the receipt wait.</returns>
    public async Task<DeliveryOutcome> SendAsync(IReadOnlyCollection<NodeId> servers, ReadOnlyMemory<byte> frame, SentFile file)
    {
        if (servers.Count == 0)
            return new(0, 0, []);
        var payload = FilePayload.Write(frame.Span, file.Data.Span);
        var free = servers.Where(server => TryEnter(server, payload.Length)).ToList();
        var outcome = await SendAsync(free, payload);
        var full = servers.Except(free).ToList();
        return full.Count == 0 ? outcome : outcome with
        {
            Unreachable = [.. outcome.Unreachable, .. full],
            Reasons = [.. outcome.Reasons, .. full.Select(static _ => UnreachableReason.QueueFull)],
        };
    }

    private async Task<DeliveryOutcome> SendAsync(List<NodeId> servers, byte[] payload)
    {
        try
        {
            return await node.SendToNodesAsync(servers, Name, payload);
        }
        finally
        {
            foreach (var server in servers)
                Leave(server, payload.Length);
        }
    }

    private bool TryEnter(NodeId server, long bytes)
    {
        if (_underWay.AddOrUpdate(server, bytes, (_, before) => before + bytes) <= options.MaxBytesUnderWay)
            return true;
        Leave(server, bytes);
        return false;
    }

    private void Leave(NodeId server, long bytes) => _underWay.AddOrUpdate(server, 0, (_, before) => before - bytes);

    /// <summary>A server speaks for its own users only, and for rooms in which it has members.</summary>
    private int Take(NodeId from, ReadOnlySpan<byte> payload)
    {
        if (options.MaxBytes > 0 && FilePayload.TryRead(payload, options, out var frame, out var file) && IsOf(from, file))
            return receivers.Deliver(file, frame, sender: null);
        logger.FileRefused(from);
        return 0;
    }

    private bool IsOf(NodeId server, SentFile file) => node.Directory.Find(file.From).ConnectionsAt(server) > 0
        && (file.Room is not { } room || node.LocationsOf(room).ConnectionsAt(server) > 0);
}
