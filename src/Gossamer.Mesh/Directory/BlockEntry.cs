namespace Gossamer.Mesh;

/// <summary>
/// One entry of a block, as positions in it. What its name shares with the name before it is left out:
/// <code>
/// head      bits 4 to 7: bytes shared with the name before; bits 0 to 3: bytes that follow; 15: see the next byte
/// shared    if 15 stands in the head
/// length    if 15 stands in the head
/// suffix    the rest of the name
/// locations
/// </code>
/// </summary>
internal readonly ref struct BlockEntry
{
    private const int Escape = 15;

    private BlockEntry(ReadOnlySpan<byte> block, int start, int shared, int suffix, int locations)
    {
        Start = start;
        Shared = shared;
        Suffix = block[suffix..locations];
        Locations = block.Slice(locations, LocationBytes.Length(block[locations..]));
        LocationsStart = locations;
    }

    internal int Start { get; }

    internal int Shared { get; }

    internal ReadOnlySpan<byte> Suffix { get; }

    internal ReadOnlySpan<byte> Locations { get; }

    internal int LocationsStart { get; }

    internal int End => LocationsStart + Locations.Length;

    internal static BlockEntry Read(ReadOnlySpan<byte> block, int at)
    {
        var start = at;
        int head = block[at++];
        var shared = head >> 4;
        if (shared == Escape)
            shared = block[at++];
        var length = head & 0xF;
        if (length == Escape)
            length = block[at++];
        return new(block, start, shared, at, at + length);
    }

    /// <summary>Writes an entry. Returns how many bytes it took.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="shared">How many bytes of the name before it begins with.</param>
    /// <param name="suffix">The rest of its name, which may come in two pieces.</param>
    /// <param name="more">The second piece.</param>
    /// <param name="locations">Where the user is.</param>
    internal static int Write(
        Span<byte> target, int shared, ReadOnlySpan<byte> suffix, ReadOnlySpan<byte> more, ReadOnlySpan<byte> locations)
    {
        var length = suffix.Length + more.Length;
        var at = 1;
        target[0] = (byte)((Math.Min(shared, Escape) << 4) | Math.Min(length, Escape));
        if (shared >= Escape)
            target[at++] = (byte)shared;
        if (length >= Escape)
            target[at++] = (byte)length;
        suffix.CopyTo(target[at..]);
        more.CopyTo(target[(at + suffix.Length)..]);
        locations.CopyTo(target[(at + length)..]);
        return at + length + locations.Length;
    }

    /// <summary>No entry with these locations takes more bytes.</summary>
    internal static int MaxBytes(int locations) => 3 + UserNameCodec.Max + locations;
}
