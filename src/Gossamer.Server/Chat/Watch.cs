using System.Text.Json;
using Gossamer.Mesh;
using Gossamer.Server.Json;
using Gossamer.Server.Presence;

namespace Gossamer.Server.Chat;

/// <summary><c>watch</c> and <c>unwatch</c>, client to server: <c>["Anna","Billy"]</c>.</summary>
internal static class Watch
{
    private static readonly Refusal NotNames = new(RefusalCode.BadWatch, "watch and unwatch take a list of names");
    private static readonly Refusal NotWatching = new(RefusalCode.NotWatching, "identify with presence \"watched\" first");

    /// <summary>
    /// Reads the first argument, just before which <paramref name="arguments"/> stands. Returns null, or why not. One name that is none
    /// refuses them all, as does one more than <paramref name="limit"/>.
    /// </summary>
    public static Refusal? Read(ref Utf8JsonReader arguments, int limit, out HashSet<UserName> names)
    {
        names = [];
        arguments.Read();
        if (arguments.TokenType != JsonTokenType.StartArray)
            return NotNames;
        while (arguments.Read() && arguments.TokenType != JsonTokenType.EndArray)
        {
            if (arguments.TokenType != JsonTokenType.String)
                return NotNames;
            if (UserNameJson.Read(JsonText.Read(ref arguments), out var name) is { } problem)
                return new Refusal(RefusalCode.BadName, problem);
            if (names.Add(name) && names.Count > limit)
                return TooMany(limit);
        }
        return null;
    }

    /// <summary>Why a watching was refused, or null.</summary>
    public static Refusal? Refused(WatchResult result, int limit) => result switch
    {
        WatchResult.NotWatching => NotWatching,
        WatchResult.TooMany => TooMany(limit),
        WatchResult.TooManyInAll => TooManyInAll,
        _ => null,
    };

    private static Refusal TooManyInAll =>
        new(RefusalCode.TooManyWatched, "this server, or your share of it by your address, watches as many names as it can");

    private static Refusal TooMany(int limit) => new(RefusalCode.TooManyWatched, $"one connection watches at most {limit} names");
}
