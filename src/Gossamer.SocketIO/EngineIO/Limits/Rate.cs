namespace Gossamer.SocketIO.EngineIO.Limits;

/// <summary>How much a token bucket lets through.</summary>
/// <param name="PerSecond">In the long run; 0: any amount.</param>
/// <param name="Burst">At once, after a rest.</param>
internal readonly record struct Rate(double PerSecond, double Burst)
{
    /// <summary>An address may have many people behind it, who do not all begin at once.</summary>
    private const double AddressBurstSeconds = 5;

    /// <summary>Of bytes, which are taken as they come: five seconds' worth at once would take a core for a second.</summary>
    private const double AddressByteBurstSeconds = 1;

    public bool IsLimited => PerSecond > 0;

    public static Rate OfAddress(double perSecond) => new(perSecond, perSecond * AddressBurstSeconds);

    public static Rate OfAddressBytes(double perSecond) => new(perSecond, perSecond * AddressByteBurstSeconds);
}
