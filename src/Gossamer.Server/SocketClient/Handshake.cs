namespace Gossamer.Server.SocketClient;

/// <summary>
/// What the server says first (Engine.IO protocol, "Handshake"):
/// <code>
/// 0{"sid":"...","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}
/// </code>
/// </summary>
/// <param name="Silence">For how long it may be silent: it asks for a sign of life in every interval.</param>
internal readonly record struct Handshake(TimeSpan Silence)
{
    private const byte Open = (byte)'0';
    private const int MaxMilliseconds = 24 * 3600 * 1000;

    /// <summary>Null when it is none.</summary>
    public static Handshake? Read(ReadOnlyMemory<byte> message)
    {
        if (message.IsEmpty || message.Span[0] != Open || JsonFields.Parse(message[1..]) is not { } json)
            return null;
        return JsonFields.Number(json, "pingInterval") is { } interval and > 0 and < MaxMilliseconds
            && JsonFields.Number(json, "pingTimeout") is { } timeout and > 0 and < MaxMilliseconds
                ? new Handshake(TimeSpan.FromMilliseconds(interval + timeout))
                : null;
    }
}
