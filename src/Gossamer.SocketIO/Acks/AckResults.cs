namespace Gossamer.SocketIO;

/// <summary>The answers of many clients to one event.</summary>
/// <param name="Values">What was answered in time, in the order of arrival.</param>
/// <param name="Asked">How many clients were asked; those that did not answer in time, went away or answered nonsense are the rest.</param>
public sealed record AckResults<T>(IReadOnlyList<T?> Values, int Asked)
{
    /// <summary>What the adapter calls the servers that did not say whom they asked, whose clients are not counted.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Whether everybody answered, on all servers.</summary>
    public bool IsComplete => Values.Count == Asked && Missing.Count == 0;
}
