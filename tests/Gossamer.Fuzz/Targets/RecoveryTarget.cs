using Google.Protobuf;
using Google.Protobuf.Collections;
using Gossamer.Mesh;
using Gossamer.Mesh.Wire.Recovery;

namespace Gossamer.Fuzz.Targets;

/// <summary>What servers say to each other about clients that come back: what is taken of it is what a server can have.</summary>
internal sealed class RecoveryTarget() : FuzzTarget("recovery")
{
    private static readonly Origin Speaker = Origin.Of(new("server-2"), new(1_767_225_600_000_000));

    private static readonly Entry Message = new()
    {
        Number = 7, Previous = 5, At = 1_767_225_600_000, Key = 9, IdHash = 3, Frame = ByteString.CopyFromUtf8("42[\"im\",{}"),
    };

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        .. new RecoveryMessage[]
        {
            new() { Locate = new() { Request = 1, Key = "key", User = "Anna", IdHash = 4 } },
            new() { Located = new() { Request = 1, Known = true, User = "Anna", Key = "~AAAAAAAA", Offset = "AQ", Candidates = 2 } },
            new()
            {
                Pull = new()
                {
                    Request = 1, User = "Anna", SessionKeys = { "pid", "~AAAAAAAA", "~AAAAAAA=" },
                    Position = { new Place { Origin = 1, Number = 2 } },
                },
            },
            new()
            {
                Entries = new()
                {
                    Request = 1, Entries_ = { Message }, KeyPlaces = { new Key { Key_ = 9, Number = 7 } }, LastPiece = true, LastNumber = 7,
                    Inherited = { new Place { Origin = 5, Number = 1, AgeMs = 9 } }, FormerKeys = { "~BBBBBBBB" }, SessionKnown = true,
                },
            },
            new() { Missed = new() { User = "Anna", Entries = { Message }, LastNumber = 7 } },
            new() { HandoffPiece = new() { User = "Anna", Entries = { Message }, KeyPlaces = { new Key { Key_ = 9, Number = 7 } } } },
            new() { Ended = new() { Keys = { new EndedKey { Key = "pid", KnownForMs = 5 } } } },
            new() { Inherited = new() },
        }.Select(static message => message.ToByteArray()),
    ];

    public override void Run(byte[] input)
    {
        if (RecoveryCodec.Read(input) is not { } message)
            return;
        FuzzFailure.Unless(
            message.Equals(RecoveryCodec.Read(message.ToByteArray())), "what was written reads differently");
        switch (message.KindCase)
        {
            case RecoveryMessage.KindOneofCase.Pull:
                CheckPull(message.Pull);
                break;
            case RecoveryMessage.KindOneofCase.Entries:
                CheckAnswer(message.Entries);
                break;
            case RecoveryMessage.KindOneofCase.Missed:
                CheckEntries(message.Missed.Entries);
                break;
            case RecoveryMessage.KindOneofCase.HandoffPiece:
                CheckEntries(message.HandoffPiece.Entries);
                CheckKeys(message.HandoffPiece.KeyPlaces);
                foreach (var session in message.HandoffPiece.Sessions)
                    CheckSessionKeys(RecoveryCodec.Decode(session.FormerKeys));
                break;
        }
    }

    private static void CheckPull(Pull pull)
    {
        if (RecoveryCodec.Decode(pull) is not { } request)
            return;
        FuzzFailure.Unless(request.Position.Count <= pull.Position.Count, "a position has an origin twice");
        CheckSessionKeys(request.SessionKeys);
    }

    private static void CheckAnswer(Entries entries)
    {
        CheckEntries(entries.Entries_);
        CheckKeys(entries.KeyPlaces);
        foreach (var last in RecoveryCodec.Decode(entries.Inherited))
            CheckPlace(last.Life, last.Number);
        if (new AnswerAssembly(new MeshOptions()).Add(entries, Speaker) is { } answer)
            CheckSessionKeys(answer.Vouch.FormerKeys ?? []);
    }

    private static void CheckEntries(RepeatedField<Entry> told)
    {
        foreach (var entry in RecoveryCodec.Decode(told, Speaker))
        {
            CheckPlace(entry.Origin, entry.Number);
            FuzzFailure.Unless(entry.Previous <= entry.Number, "a message follows a later one");
            var again = RecoveryCodec.Decode([RecoveryCodec.Encode(entry, Speaker)], Speaker).Single();
            FuzzFailure.Unless(
                Fields(again) == Fields(entry) && again.Frame.AsSpan().SequenceEqual(entry.Frame), "an entry that was told on differs");
        }
    }

    private static (Origin, ulong, ulong, long, MessageKey, uint, bool) Fields(StreamEntry entry) =>
        (entry.Origin, entry.Number, entry.Previous, entry.At, entry.Key, entry.IdHash, entry.IsForThisServerOnly);

    private static void CheckKeys(RepeatedField<Key> told)
    {
        foreach (var place in RecoveryCodec.Decode(told, Speaker))
        {
            CheckPlace(place.Origin, place.Number);
            FuzzFailure.Unless(
                RecoveryCodec.Decode([RecoveryCodec.Encode(place, Speaker)], Speaker).Single() == place, "a key that was told on differs");
        }
    }

    private static void CheckPlace(Origin origin, ulong number) => FuzzFailure.Unless(
        origin.Value <= Origin.Max && number is > 0 and <= MessageStamp.MaxNumber, "a place was taken that no message has");

    /// <summary>Those of old clients ride in offsets, six bytes each.</summary>
    private static void CheckSessionKeys(IReadOnlyList<SessionKey> keys)
    {
        Span<byte> bytes = stackalloc byte[OffsetText.KeyBytes];
        foreach (var key in keys)
            if (key.IsShort)
                FuzzFailure.Unless(
                    key.WriteShort(bytes) == OffsetText.KeyBytes && SessionKey.FromShort(bytes) == key, "a short key cannot be written");
    }
}
