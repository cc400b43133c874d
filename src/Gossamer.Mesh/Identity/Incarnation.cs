namespace Gossamer.Mesh;

/// <summary>One life of a server: fresh, and larger, at each start.</summary>
/// <param name="Value">Microseconds since 1970 at the start, unless set otherwise; 0 stands for none.</param>
public readonly record struct Incarnation(ulong Value)
{
    /// <summary>No life known.</summary>
    public static Incarnation None => default;

    /// <summary>The life that begins now by the clock given.</summary>
    /// <param name="time">The clock.</param>
    public static Incarnation StartingNow(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return new((ulong)((time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond));
    }

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
