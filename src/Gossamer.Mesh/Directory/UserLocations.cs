namespace Gossamer.Mesh;

/// <summary>Where a user is connected: the servers, each with its count, as of one moment. Immutable.</summary>
public readonly struct UserLocations : IEquatable<UserLocations>
{
    private readonly UserLocation[]? _locations;

    private UserLocations(UserLocation[] locations) => _locations = locations;

    /// <summary>On how many servers the user is; 0 when nowhere.</summary>
    public int Count => _locations?.Length ?? 0;

    /// <summary>Whether the user is nowhere connected.</summary>
    public bool IsEmpty => Count == 0;

    /// <summary>One of the servers.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public UserLocation this[int index] => AsSpan()[index];

    /// <summary>All the user's connections, wherever they are.</summary>
    public int TotalConnections
    {
        get
        {
            var total = 0;
            foreach (var location in AsSpan())
                total += location.Connections;
            return total;
        }
    }

    /// <summary>All servers, in no order to rely on.</summary>
    public ReadOnlySpan<UserLocation> AsSpan() => _locations;

    /// <summary>The servers, for <c>foreach</c>.</summary>
    public ReadOnlySpan<UserLocation>.Enumerator GetEnumerator() => AsSpan().GetEnumerator();

    /// <summary>The user's connections on one server; 0 when there are none.</summary>
    /// <param name="node">The server.</param>
    public int ConnectionsAt(NodeId node)
    {
        foreach (var location in AsSpan())
            if (location.Node == node)
                return location.Connections;
        return 0;
    }

    internal static UserLocations Of(UserLocation[] locations) => new(locations);

    /// <summary>Whether both are the same reading of the directory's entry.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(UserLocations other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is UserLocations other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, TotalConnections);

    /// <inheritdoc cref="Equals(UserLocations)"/>
    public static bool operator ==(UserLocations left, UserLocations right) => left.Equals(right);

    /// <inheritdoc cref="Equals(UserLocations)"/>
    public static bool operator !=(UserLocations left, UserLocations right) => !left.Equals(right);
}
