namespace Gossamer.SocketIO.EngineIO.Payloads;

/// <summary>What one step through a payload found.</summary>
internal enum PayloadRead : byte
{
    Packet,
    End,
    Invalid,
}
