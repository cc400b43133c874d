namespace Gossamer.Mesh.Tests;

/// <summary>What came of messages.</summary>
internal static class Outcomes
{
    public static UnreachableReason Why(Task<DeliveryOutcome> outcome)
    {
        outcome.IsCompleted.ShouldBeTrue("no outcome yet");
        return outcome.Result.Reasons.ShouldHaveSingleItem();
    }

    public static (int Delivered, int Servers, string Unreachable) Sum(Task<DeliveryOutcome> outcome)
    {
        outcome.IsCompleted.ShouldBeTrue("no outcome yet");
        var result = outcome.Result;
        return (result.Delivered, result.Servers, string.Join(' ', result.Unreachable));
    }
}
