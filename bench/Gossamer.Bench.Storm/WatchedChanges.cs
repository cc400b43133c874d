namespace Gossamer.Bench.Storm;

/// <summary>A client of mode <c>watched</c>: complete when all that it watches are there.</summary>
internal sealed class WatchedChanges(byte[][] names) : PresenceReader
{
    private readonly bool[] _isHere = new bool[names.Length];

    public override bool IsComplete => !_isHere.AsSpan().Contains(false);

    protected override void BeginList() => throw new InvalidOperationException("A list, which was not asked for.");

    protected override void Name(ReadOnlySpan<byte> name, bool isHere)
    {
        for (var i = 0; i < names.Length; i++)
            if (name.SequenceEqual(names[i]))
                _isHere[i] = isHere;
    }
}
