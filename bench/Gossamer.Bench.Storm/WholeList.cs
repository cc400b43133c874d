namespace Gossamer.Bench.Storm;

/// <summary>A client of mode <c>list</c> or <c>changes</c>: complete with every name of the storm, each once.</summary>
internal sealed class WholeList(int count, ulong sum) : PresenceReader
{
    private int _count;
    private ulong _sum;

    public override bool IsComplete => _count == count && _sum == sum;

    protected override void BeginList() => (_count, _sum) = (0, 0);

    protected override void Name(ReadOnlySpan<byte> name, bool isHere)
    {
        _count += isHere ? 1 : -1;
        var share = Names.Share(name);
        _sum = isHere ? _sum + share : _sum - share;
    }
}
