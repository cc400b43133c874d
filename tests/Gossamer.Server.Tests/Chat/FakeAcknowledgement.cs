using System.Text;
using Gossamer.Server.Chat;

namespace Gossamer.Server.Tests.Chat;

internal sealed class FakeAcknowledgement : IAcknowledgement
{
    private readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public List<string> Answers { get; } = [];

    /// <summary>The first answer, once it is there.</summary>
    public Task<string> First => _first.Task;

    public void Send(ReadOnlySpan<byte> utf8JsonArray)
    {
        Answers.Add(Encoding.UTF8.GetString(utf8JsonArray));
        _first.TrySetResult(Answers[0]);
    }
}
