namespace Gossamer.SocketIO;

/// <summary>The answers of many clients to one event.</summary>
/// <param name="Values">What was answered in time, in the order of arrival.</param>
/// <param name="Asked">How many clients were asked; those that did not answer in time, went away or answered nonsense are the rest.</param>
public sealed record AckResults<T>(IReadOnlyList<T?> Values, int Asked)
{
    /// <summary>Whether everybody answered.</summary>
    public bool IsComplete => Values.Count == Asked;
}
