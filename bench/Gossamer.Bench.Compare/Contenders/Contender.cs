namespace Gossamer.Bench.Compare;

/// <summary>A kind of server that is compared.</summary>
/// <param name="Name">For reports.</param>
/// <param name="Protocol">What its clients say.</param>
/// <param name="StartAsync">Starts that many servers, one or two.</param>
internal sealed record Contender(string Name, ChatProtocol Protocol, Func<int, Task<ICluster>> StartAsync)
{
    public bool IsOurs { get; init; }

    /// <summary>With one server it is another contender.</summary>
    public bool NeedsTwoServers { get; init; }

    /// <summary>What the ratios are to.</summary>
    public bool IsFloor { get; init; }
}
