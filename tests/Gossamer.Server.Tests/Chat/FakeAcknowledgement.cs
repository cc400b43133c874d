using System.Text;
using Gossamer.Server.Chat;

namespace Gossamer.Server.Tests.Chat;

internal sealed class FakeAcknowledgement : IAcknowledgement
{
    public List<string> Answers { get; } = [];

    public void Send(ReadOnlySpan<byte> utf8JsonArray) => Answers.Add(Encoding.UTF8.GetString(utf8JsonArray));
}
