using Gossamer.SocketIO;

namespace Gossamer.Server.Hosting;

/// <summary>How fast clients may send, where it differs from the library's defaults; 0: as fast as they like.</summary>
internal sealed record SendRates
{
    public int? Packets { get; init; }

    public int? Bytes { get; init; }

    public int? AddressPackets { get; init; }

    public int? AddressBytes { get; init; }

    public void ApplyTo(SocketIOOptions options)
    {
        options.PacketsPerSecond = Packets ?? options.PacketsPerSecond;
        options.BytesPerSecond = Bytes ?? options.BytesPerSecond;
        options.PacketsPerSecondPerAddress = AddressPackets ?? options.PacketsPerSecondPerAddress;
        options.BytesPerSecondPerAddress = AddressBytes ?? options.BytesPerSecondPerAddress;
    }
}
