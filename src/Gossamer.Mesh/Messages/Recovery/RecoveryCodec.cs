using Google.Protobuf;
using Google.Protobuf.Collections;
using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Mesh;

/// <summary>The model's values to the messages of recovery.proto and back.</summary>
internal static class RecoveryCodec
{
    private const int MaxPlaces = 256;

    /// <summary>Reads what a peer sent; null when it is no such message.</summary>
    internal static RecoveryMessage? Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            return RecoveryMessage.Parser.ParseFrom(payload);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    internal static Entry Encode(in StreamEntry entry, Origin speaker) => new()
    {
        Origin = entry.Origin == speaker ? 0 : entry.Origin.Value,
        Number = entry.Number,
        Previous = entry.Previous,
        At = entry.At,
        Key = entry.Key.Value,
        IdHash = entry.IdHash,
        Frame = UnsafeByteOperations.UnsafeWrap(entry.Frame),
        ForThisServerOnly = entry.IsForThisServerOnly,
        Room = entry.Room,
    };

    /// <summary>Entries as a peer sent them; those that no server can have are left out.</summary>
    internal static IEnumerable<StreamEntry> Decode(RepeatedField<Entry> entries, Origin speaker) =>
        entries.Where(static entry => IsPlace(entry.Origin, entry.Number) && IsRoom(entry))
            .Select(entry => Decode(entry, speaker));

    internal static IEnumerable<string> Encode(IEnumerable<SessionKey>? keys) => (keys ?? []).Select(static key => key.Value);

    internal static IReadOnlyList<SessionKey> Decode(RepeatedField<string> keys) =>
        [.. Keys(keys).Take(Session.MaxAskedKeys)];

    /// <summary>Keys of sessions as a peer named them; what is none is left out.</summary>
    internal static IReadOnlyList<SessionKey> Keys(RepeatedField<string> keys) =>
        [.. keys.Select(static key => new SessionKey(key)).Where(static key => key.IsWellFormed)];

    /// <summary>Last numbers of lives that are over, as a peer told them; those that no server can have are left out.</summary>
    internal static IEnumerable<InheritedLast> Decode(RepeatedField<Place> places) =>
        places.Where(static place => IsPlace(place.Origin, place.Number)).Take(UserStream.MaxInherited)
            .Select(static place => new InheritedLast(new(place.Origin), place.Number, place.AgeMs));

    /// <summary>A last number as a peer told it; 0, none, for one that no server can have.</summary>
    internal static ulong LastNumber(ulong told) => told <= MessageStamp.MaxNumber ? told : 0;

    internal static IEnumerable<string> Encode(IReadOnlyList<RoomName> rooms) => rooms.Select(static room => room.Value);

    /// <summary>Rooms as a peer told them, not more than a session may be in; texts that are no names are left out.</summary>
    internal static IReadOnlyList<RoomName> Rooms(RepeatedField<string> texts, int most)
    {
        var rooms = new List<RoomName>();
        foreach (var text in texts.Take(most))
            if (RoomName.TryTakeExact(text, out var room))
                rooms.Add(room);
        return rooms;
    }

    private static bool IsRoom(Entry entry) =>
        entry.Room == 0 || (entry.ForThisServerOnly && entry.Room < 1u << StreamEntry.RoomTagBits);

    private static bool IsPlace(ulong origin, ulong number) => origin <= Origin.Max && number is > 0 and <= MessageStamp.MaxNumber;

    private static StreamEntry Decode(Entry entry, Origin speaker) => new()
    {
        Origin = entry.Origin == 0 ? speaker : new(entry.Origin),
        Number = entry.Number,
        Previous = entry.Room == 0 ? Math.Min(entry.Previous, entry.Number) : 0,
        At = entry.At,
        Key = new(entry.Key),
        IdHash = entry.IdHash,
        IsForThisServerOnly = entry.ForThisServerOnly,
        Room = entry.Room,
        Frame = entry.Frame.ToByteArray(),
    };

    internal static Key Encode(in KeyPlace place, Origin speaker) => new()
    {
        Key_ = place.Key.Value,
        Origin = place.Origin == speaker ? 0 : place.Origin.Value,
        Number = place.Number,
        At = place.At,
    };

    internal static IEnumerable<KeyPlace> Decode(RepeatedField<Key> keys, Origin speaker) =>
        keys.Where(static key => IsPlace(key.Origin, key.Number))
            .Select(key => new KeyPlace(new(key.Key_), key.Origin == 0 ? speaker : new(key.Origin), key.Number, key.At));

    internal static Pull Encode(Session session, int question, bool isResuming)
    {
        var pull = new Pull
        {
            Request = session.Id,
            Question = (uint)question,
            User = session.Stream.User.Value,
            SessionKeys = { isResuming ? Encode(session.AskedKeys) : [] },
            TakesOver = isResuming && session is { IsConnected: true, IsUnconfirmed: false },
            Writer = session.Start.Offset?.Writer.Value ?? 0,
        };
        foreach (ref readonly var slot in session.Position.Slots)
            pull.Position.Add(new Place { Origin = slot.Origin.Value, Number = slot.Number });
        return pull;
    }

    /// <summary>What a peer asks; null when it names more places than a position has.</summary>
    internal static PullRequest? Decode(Pull pull)
    {
        if (pull.Position.Count > MaxPlaces)
            return null;
        var position = new Position();
        foreach (var place in pull.Position)
            if (position.IndexOf(new(place.Origin)) < 0)
                position.Add(new() { Origin = new(place.Origin), Number = place.Number });
        return new PullRequest(position, new(pull.Writer), Decode(pull.SessionKeys))
        {
            TakesOver = pull.TakesOver,
        };
    }
}
