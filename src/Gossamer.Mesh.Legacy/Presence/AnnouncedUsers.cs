using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gossamer.Mesh.Wire;

namespace Gossamer.Mesh.Legacy;

/// <summary>
/// Writes what the mesh tells in the words of the old peer protocol, and remembers which users were told:
/// <code>
/// 42["update_peer",{"peerId":"server-1","list":[{"id":"Anna","connections":1}]}]      a snapshot
/// 42["update_peer",{"peerId":"server-1","user":{"id":"Anna","connections":0}}]        a change; 0: gone
/// 42["im",{"from":"Anna","to":"Billy","text":"Hi","forwarded":true,...}]              a message
/// </code>
/// </summary>
internal sealed class AnnouncedUsers(NodeId self)
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly OrderedLock _gate = new(LockRank.Leaf); // a link that is ending may still speak when the next begins
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<string, uint> _snapshot = new(StringComparer.Ordinal); // the pieces of one so far

    internal IEnumerable<ReadOnlyMemory<byte>> Translate(Frame frame)
    {
        List<ReadOnlyMemory<byte>> packets = [];
        foreach (var forward in frame.Forwards)
            if (forward.Channel.Length == 0) // node messages are for servers that understand them
                packets.Add(Forwarded(forward.Frame.Span));
        using (_gate.EnterScope())
            TakePresence(frame, packets);
        return packets;
    }

    private void TakePresence(Frame frame, List<ReadOnlyMemory<byte>> packets)
    {
        if (frame.Snapshot is { } piece)
            Take(piece, packets);
        if (frame.Changes is { } changes)
            for (var i = 0; i < changes.Users.Count; i++)
                packets.Add(One(changes.Users[i], changes.Connections[i]));
        if (frame.Goodbye is not null)
            foreach (var user in _told.ToArray())
                packets.Add(One(user, 0));
    }

    private void Take(Snapshot piece, List<ReadOnlyMemory<byte>> packets)
    {
        if (piece.Index == 0)
            _snapshot.Clear();
        for (var i = 0; i < piece.Users.Count; i++)
            _snapshot[piece.Users[i]] = piece.Connections[i];
        if (!piece.Last)
            return;

        foreach (var user in _told.Where(user => !_snapshot.ContainsKey(user)).ToArray())
            packets.Add(One(user, 0));
        _told.UnionWith(_snapshot.Keys);
        if (_snapshot.Count > 0)
            packets.Add(Write("list", WriteList));
        _snapshot.Clear();
    }

    private static ReadOnlySpan<byte> End => "]"u8;

    private ReadOnlyMemory<byte> One(string user, uint connections)
    {
        if (connections == 0)
            _told.Remove(user);
        else
            _told.Add(user);
        return Write("user", json => WriteUser(json, user, connections));
    }

    private void WriteList(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var (user, connections) in _snapshot)
            WriteUser(json, user, connections);
        json.WriteEndArray();
    }

    private static void WriteUser(Utf8JsonWriter json, string user, uint connections)
    {
        json.WriteStartObject();
        json.WriteString("id", user);
        json.WriteNumber("connections", connections);
        json.WriteEndObject();
    }

    private ReadOnlyMemory<byte> Write(string property, Action<Utf8JsonWriter> value)
    {
        var output = new ArrayBufferWriter<byte>();
        output.Write("42"u8);
        using (var json = new Utf8JsonWriter(output, Json))
        {
            json.WriteStartArray();
            json.WriteStringValue("update_peer");
            json.WriteStartObject();
            json.WriteString("peerId", self.Value);
            json.WritePropertyName(property);
            value(json);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        return output.WrittenMemory;
    }

    /// <summary>
    /// The clients' frame with the word that keeps the old server from passing it on, and its end: the array's, since old clients know no
    /// offsets. In its strings every quote is escaped.
    /// </summary>
    private static ReadOnlyMemory<byte> Forwarded(ReadOnlySpan<byte> frame)
    {
        var mark = "\"forwarded\":false"u8;
        var at = frame.IndexOf(mark);
        return at < 0
            ? (byte[])[.. frame, .. End]
            : [.. frame[..at], .. "\"forwarded\":true"u8, .. frame[(at + mark.Length)..], .. End];
    }
}
