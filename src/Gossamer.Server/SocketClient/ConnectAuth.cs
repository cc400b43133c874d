using Gossamer.Server.Json;

namespace Gossamer.Server.SocketClient;

/// <summary>
/// What goes with CONNECT, as socket.io-client writes it; what there is of it:
/// <code>
/// {"token":"...","pid":"...","offset":"..."}
/// </code>
/// </summary>
internal static class ConnectAuth
{
    public static byte[] Write(ReturnTicket ticket, string? token)
    {
        var output = JsonOutput.Begin().Raw("{"u8);
        Add(output, "\"token\":"u8, token);
        Add(output, "\"pid\":"u8, ticket.SessionId);
        Add(output, "\"offset\":"u8, ticket.SessionId is null ? null : ticket.Offset);
        return output.Raw("}"u8).Take();
    }

    private static void Add(JsonOutput output, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
            output.Raw(output.Length > 1 ? ","u8 : ""u8).Raw(name).Text(value);
    }
}
