using Gossamer.SocketIO;

namespace Gossamer.Server.Chat;

/// <inheritdoc cref="IAcknowledgement"/>
internal sealed class SocketAcknowledgement(Acknowledgement acknowledgement) : IAcknowledgement
{
    public void Send(ReadOnlySpan<byte> utf8JsonArray) => acknowledgement.SendJson(utf8JsonArray);
}
