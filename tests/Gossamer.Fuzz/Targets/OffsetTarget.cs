using System.Buffers.Text;
using System.Text;
using Gossamer.Mesh;

namespace Gossamer.Fuzz.Targets;

/// <summary>Where a client says that it was, as text and as the bytes of its base64url: what is read means the same again.</summary>
internal sealed class OffsetTarget() : FuzzTarget("offset")
{
    private const long Now = 1_767_225_600_000;

    private static readonly UserName Anna = UserName.TryCreate("Anna", out var anna, out _) ? anna : default;

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        Write(new Position(), default, SessionKey.None),
        Write(Full(), new(7), SessionKey.None),
        Write(Full(), new(7), SessionKey.FromShort("abcdef"u8)),
        .. new[] { "", "AQ", "====", "AQAA AAA" }.Select(Encoding.Latin1.GetBytes),
    ];

    public override void Run(byte[] input)
    {
        Check(Encoding.Latin1.GetString(input));
        Check(Base64Url.EncodeToString(input));
    }

    private static void Check(string text)
    {
        if (!OffsetText.TryRead(text, Anna, Now, out var offset))
            return;
        FuzzFailure.Unless(text.Length <= OffsetText.MaxLength, "a long text was read");
        foreach (var slot in offset.Position.Slots)
            FuzzFailure.Unless(
                slot.Origin.Value <= Origin.Max && slot.Number <= MessageStamp.MaxNumber && slot.Base <= slot.Number
                    && slot.HoleAfter <= slot.HoleTo && slot.HoleTo <= slot.Number,
                "a slot was read that cannot be");
        var bytes = Write(offset.Position, offset.Writer, offset.Key);
        FuzzFailure.Unless(
            OffsetText.TryRead(Base64Url.EncodeToString(bytes), Anna, Now, out var again), "what was written cannot be read");
        FuzzFailure.Unless(
            again!.Writer == offset.Writer && again.Key == offset.Key && bytes.AsSpan().SequenceEqual(
                Write(again.Position, again.Writer, again.Key)),
            "what was written reads differently");
    }

    private static byte[] Write(Position position, Origin writer, SessionKey key)
    {
        var text = new byte[OffsetText.MaxSize(position)];
        return Base64Url.DecodeFromUtf8(text.AsSpan(0, OffsetText.Write(position, Anna, writer, key, text)));
    }

    private static Position Full()
    {
        var position = new Position();
        position.Add(new() { Origin = new(7), Number = 300, HeardAt = Now });
        position.Add(new() { Origin = new(Origin.Max), Number = 300, HasBase = true, Base = 20, HeardAt = Now });
        position.Add(new() { Origin = new(9), Number = MessageStamp.MaxNumber, HoleAfter = 5, HoleTo = 6, HeardAt = Now });
        return position;
    }
}
