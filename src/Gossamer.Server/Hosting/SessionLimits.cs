using Gossamer.SocketIO;

namespace Gossamer.Server.Hosting;

/// <summary>How many sessions there may be, and how fast they come, where that differs from the library's defaults.</summary>
internal sealed record SessionLimits
{
    private const int Burst = 2; // seconds' worth at once: after the death of a server all clients of an address come

    public int? Sessions { get; init; }

    public int? AddressSessions { get; init; }

    public int? AddressHandshakes { get; init; }

    public void ApplyTo(SocketIOOptions options)
    {
        options.MaxSessions = Sessions ?? options.MaxSessions;
        options.MaxSessionsPerAddress = AddressSessions ?? options.MaxSessionsPerAddress;
        if (AddressHandshakes is not { } perSecond)
            return;
        options.HandshakesPerSecondPerAddress = perSecond;
        options.HandshakeBurstPerAddress = (int)Math.Min(int.MaxValue, (long)Burst * perSecond);
    }
}
