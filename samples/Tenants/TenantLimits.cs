namespace Tenants;

/// <summary>What each tenant may have, however many of its users want it.</summary>
internal sealed record TenantLimits
{
    /// <summary>Clients at a time.</summary>
    public int MaxSockets { get; init; } = 1_000;

    /// <summary>Rooms at a time.</summary>
    public int MaxRooms { get; init; } = 100;

    /// <summary>Messages of all its users together, in a second; as many at once.</summary>
    public int MessagesPerSecond { get; init; } = 100;

    /// <summary>Of all tenants together.</summary>
    public int MaxTenants { get; init; } = 1_000;
}
