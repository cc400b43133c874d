namespace Gossamer.Bench.Storm;

/// <summary>What one storm cost.</summary>
/// <param name="Mode">What the clients asked for.</param>
/// <param name="Clients">How many clients, and names.</param>
/// <param name="Complete">How many of them ended with all that they should know.</param>
/// <param name="Time">From the first connection until the last client knew all.</param>
/// <param name="Cpu">User and system time of the four servers.</param>
/// <param name="Bytes">What all clients received.</param>
/// <param name="Messages">In how many messages of presence.</param>
/// <param name="Memory">Resident bytes of the four servers at the end.</param>
internal sealed record StormResult(
    Mode Mode, int Clients, int Complete, TimeSpan Time, TimeSpan Cpu, long Bytes, long Messages, long Memory)
{
    private const int BytesPerName = Names.Length + 3; // two quotes and a comma

    public bool IsComplete => Complete == Clients;

    /// <summary>How often each client was sent each name, counted in bytes.</summary>
    public double Ratio => Bytes / ((double)Clients * Clients * BytesPerName);
}
