namespace Gossamer.Fuzz;

/// <summary>An input was taken, but not as it should be.</summary>
internal sealed class FuzzFailure(string message) : Exception(message)
{
    public static void Unless(bool condition, string message)
    {
        if (!condition)
            throw new FuzzFailure(message);
    }
}
