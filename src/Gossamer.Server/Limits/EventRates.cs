namespace Gossamer.Server.Limits;

/// <summary>How often one kind of event may come: from one connection, for one user at this server, from one address.</summary>
internal sealed record EventRates(RateLimit Connection, RateLimit User, RateLimit Address)
{
    // Many people share an address, an office's or a mobile network's. One address alone must not use up what a user may have.
    private const int AddressFactor = 10;
    private const int UserFactor = 20;

    /// <param name="perSecond">From one connection, a second; 0: without limit, whoever sends it.</param>
    /// <param name="burst">From one connection, at once.</param>
    public static EventRates Of(int perSecond, int burst)
    {
        var connection = new RateLimit(perSecond, burst);
        return new(connection, connection.Times(UserFactor), connection.Times(AddressFactor));
    }

    /// <param name="perSecond">From one user, a second, and four times as many at once; 0: without limit.</param>
    public static EventRates OfUser(int perSecond) => new(RateLimit.None, new(perSecond, 4 * perSecond), RateLimit.None);

    /// <param name="perSecond">From one address, a second, and a tenth of that at once; 0: without limit.</param>
    public static EventRates OfAddress(int perSecond) => new(RateLimit.None, RateLimit.None, new(perSecond, (perSecond + 9) / 10));
}
