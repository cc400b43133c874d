using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Conversations;
using Gossamer.Server.SocketClient;

namespace Gossamer.Server.ClientLoop;

/// <summary>The chat's events (docs/protocol.md), as inputs of the state machine. What is not as it should be is passed over.</summary>
internal static class ChatEvents
{
    /// <summary>
    /// <code>
    /// ["im",{"from","to"|"room","text","forwarded","id","at"},"offset"]
    /// ["identified",{"user","complete"},"offset"]
    /// ["update_client",{"list":[...]}]                ["presence",{"joined":[...],"left":[...]}]
    /// ["members",{"room","list":[...]}]               ["members",{"room","joined":[...],"left":[...]}]
    /// ["left",{"room","code"}]                        ["rejected",{"event","code","message"}]
    /// ["expires",{"in"}]
    /// </code>
    /// </summary>
    public static ChatInput? Read(JsonElement data, string user)
    {
        if (data.ValueKind != JsonValueKind.Array || data.GetArrayLength() < 2)
            return null;
        var (argument, offset) = (data[1], data.GetArrayLength() > 2 ? JsonFields.Text(data[2]) : null);
        return JsonFields.Text(data[0]) switch
        {
            "im" => ReadMessage(argument, user, offset),
            "identified" => new ChatInput.Resumed(JsonFields.Flag(argument, "complete") ?? true, offset),
            "update_client" => JsonFields.Texts(argument, "list") is { } users ? new ChatInput.Listed([.. users]) : null,
            "presence" => new ChatInput.PresenceChanged(
                [.. JsonFields.Texts(argument, "joined") ?? []], [.. JsonFields.Texts(argument, "left") ?? []]),
            "members" => ReadMembers(argument),
            "left" => JsonFields.Text(argument, "room") is { } room
                ? new ChatInput.PutOut(room, JsonFields.Text(argument, "code") ?? "left")
                : null,
            "rejected" => RefusalIn(argument) is { } refusal ? new ChatInput.Rejected(refusal) : null,
            "expires" => JsonFields.Number(argument, "in") is { } time and >= 0 and < int.MaxValue
                ? new ChatInput.Expiring(TimeSpan.FromMilliseconds(time))
                : null,
            _ => null,
        };
    }

    /// <summary><code>[{"error":{"code","message"}}]</code></summary>
    public static Refusal? RefusalOf(JsonElement answer) =>
        First(answer) is { } first && JsonFields.Field(first, "error") is { } error ? RefusalIn(error) : null;

    /// <summary><code>[{"id","delivered","servers"}], with "error" beside or alone</code></summary>
    public static ChatInput ReadReceipt(MessageId id, JsonElement answer) => First(answer) is { } first
        ? new ChatInput.Acknowledged(
            id, JsonFields.Number(first, "delivered"), JsonFields.Number(first, "servers") ?? 0, RefusalOf(answer))
        : new ChatInput.Acknowledged(id, null, 0, null);

    private static ChatInput.Received? ReadMessage(JsonElement argument, string user, string? offset)
    {
        var room = JsonFields.Text(argument, "room");
        if (JsonFields.Text(argument, "from") is not { } from || JsonFields.Text(argument, "text") is not { } text
            || JsonFields.Text(argument, "id") is not { } id || (room ?? JsonFields.Text(argument, "to")) is not { } to)
            return null;
        var with = room is not null ? ConversationId.Room(room) : ConversationId.Person(from == user ? to : from);
        return new(with, new ChatMessage(new MessageId(id), from, text, TimeOf(argument)), offset);
    }

    private static ChatInput? ReadMembers(JsonElement argument)
    {
        if (JsonFields.Text(argument, "room") is not { } room)
            return null;
        return JsonFields.Texts(argument, "list") is { } list
            ? new ChatInput.MembersListed(room, [.. list])
            : new ChatInput.MembersChanged(
                room, [.. JsonFields.Texts(argument, "joined") ?? []], [.. JsonFields.Texts(argument, "left") ?? []]);
    }

    private static Refusal? RefusalIn(JsonElement error) =>
        JsonFields.Text(error, "code") is { } code && JsonFields.Text(error, "message") is { } message ? new(code, message) : null;

    private static JsonElement? First(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Array && answer.GetArrayLength() > 0 ? answer[0] : null;

    private static DateTimeOffset TimeOf(JsonElement argument)
    {
        var at = JsonFields.Number(argument, "at") ?? 0;
        var most = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(at, 0, most));
    }
}
