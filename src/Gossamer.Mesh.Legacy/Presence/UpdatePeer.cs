using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Gossamer.Mesh.Legacy;

/// <summary>
/// <c>update_peer</c> of an old server: <c>{peerId, list: [{id, connections}]}</c> or <c>{peerId, user: {id, connections}}</c>.
/// </summary>
/// <param name="Peer">Who it says that it is.</param>
/// <param name="IsList">Whether these are all its users.</param>
/// <param name="Users">Those that can be; of one given twice, the last.</param>
/// <param name="LeftOut">How many cannot.</param>
internal sealed record UpdatePeer(NodeId Peer, bool IsList, Dictionary<UserName, int> Users, int LeftOut)
{
    /// <summary>
    /// Reads the event's first argument, just before which <paramref name="arguments"/> stands. Never throws on what was sent.
    /// </summary>
    internal static bool TryRead(ref Utf8JsonReader arguments, [NotNullWhen(true)] out UpdatePeer? update)
    {
        update = null;
        if (!arguments.Read() || arguments.TokenType != JsonTokenType.StartObject)
            return false;
        var content = JsonElement.ParseValue(ref arguments);
        try
        {
            if (!content.TryGetProperty("peerId", out var peer) || peer.ValueKind != JsonValueKind.String)
                return false;
            var isList = content.TryGetProperty("list", out var users) && users.ValueKind == JsonValueKind.Array;
            var isOne = !isList && content.TryGetProperty("user", out users) && users.ValueKind == JsonValueKind.Object;
            if (!isList && !isOne)
                return false;

            Dictionary<UserName, int> read = [];
            var leftOut = 0;
            foreach (var user in isList ? users.EnumerateArray().ToArray() : [users])
                if (TryReadUser(user, out var name, out var connections) && (isOne || connections > 0))
                    read[name] = connections;
                else
                    leftOut++;
            update = new(new(peer.GetString()!), isList, read, leftOut);
            return true;
        }
        catch (InvalidOperationException) // a string that is no Unicode: what parsing leaves to the asking
        {
            return false;
        }
    }

    private static bool TryReadUser(JsonElement user, out UserName name, out int connections)
    {
        (name, connections) = (default, 0);
        return user.ValueKind == JsonValueKind.Object
            && user.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
            && user.TryGetProperty("connections", out var count) && count.ValueKind == JsonValueKind.Number
            && count.TryGetInt32(out connections) && connections >= 0
            && UserName.TryTakeExact(id.GetString()!, out name);
    }
}
