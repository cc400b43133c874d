namespace Gossamer.Mesh;

/// <summary>The outlet of a session whose client has never been here.</summary>
internal sealed class NoOutlet : ISessionOutlet
{
    internal static readonly NoOutlet Instance = new();

    public TimeSpan SilentFor => TimeSpan.Zero;

    public void Begin(bool isComplete, ReadOnlySpan<byte> offset)
    {
    }

    public void Send(ReadOnlyMemory<byte> frame, ReadOnlySpan<byte> offset)
    {
    }

    public void Advance(ReadOnlySpan<byte> offset)
    {
    }

    public void ReportLoss(ReadOnlySpan<byte> offset)
    {
    }

    public void Probe()
    {
    }

    public void End()
    {
    }
}
