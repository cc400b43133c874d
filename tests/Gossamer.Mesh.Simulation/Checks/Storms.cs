namespace Gossamer.Mesh.Simulation;

/// <summary>How much is said on each link: healing must not make more and more of itself.</summary>
internal sealed class Storms
{
    private const int MostFrames = 400; // between two checks; a few dozen are usual

    private readonly int[] _frames = new int[World.MaxNodes * World.MaxNodes];

    internal void Count(Link link)
    {
        var frames = ++_frames[(link.From * World.MaxNodes) + link.To];
        DeliveryLedger.Require(frames <= MostFrames, "storm", $"{frames} frames from n{link.From} to n{link.To} in a moment");
    }

    internal void Calm() => Array.Clear(_frames);
}
