using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Gossamer.Bench.Peers;

/// <summary>
/// What a relay looks at of a message: <c>W tttt ffff {...}</c> without the blanks. W says whether the other server has recipients, as a
/// relay without presence cannot know: <c>0</c> it has none, <c>1</c> it has. The rest are the keys whose connections get it.
/// </summary>
/// <param name="IsForBoth">The other server gets it, too.</param>
/// <param name="To">The recipient, or a room.</param>
/// <param name="From">The sender, who gets a copy; <see cref="Nobody"/> in a room.</param>
internal readonly record struct RelayMessage(bool IsForBoth, int To, int From)
{
    public const int HeadLength = 9;
    public const int Nobody = 9999;

    private const int KeyLength = 4;
    private const int LengthDigits = 4; // of what is packed

    public static bool TryRead(ReadOnlySpan<byte> message, [NotNullWhen(true)] out RelayMessage? head)
    {
        head = message.Length < HeadLength
            ? null
            : new(message[0] == '1', Key(message.Slice(1, KeyLength)), Key(message.Slice(1 + KeyLength, KeyLength)));
        return head is not null;
    }

    /// <summary>Several messages of a link in one: each behind its length, in four digits.</summary>
    public static void Pack(IBufferWriter<byte> output, ReadOnlySpan<byte> message)
    {
        var span = output.GetSpan(LengthDigits + message.Length);
        message.Length.TryFormat(span, out _, "D4", CultureInfo.InvariantCulture);
        message.CopyTo(span[LengthDigits..]);
        output.Advance(LengthDigits + message.Length);
    }

    /// <returns>The next of them, and what follows it.</returns>
    public static ReadOnlyMemory<byte> Unpack(ref ReadOnlyMemory<byte> packed)
    {
        var length = Key(packed.Span[..LengthDigits]);
        var message = packed.Slice(LengthDigits, length);
        packed = packed[(LengthDigits + length)..];
        return message;
    }

    private static int Key(ReadOnlySpan<byte> digits)
    {
        var key = 0;
        foreach (var digit in digits)
            key = (key * 10) + digit - '0';
        return key;
    }
}
