using System.Threading.Channels;
using Gossamer.Mesh;
using Gossamer.Server.ClientLoop;
using Gossamer.Server.Conversations;

namespace Gossamer.Server.Tests.ClientLoop;

/// <summary>A user's side that keeps what it is told.</summary>
internal sealed class RecordingFront : IChatFront
{
    private readonly Channel<ChatState> _states = Channel.CreateUnbounded<ChatState>();
    private readonly Channel<ChatMessage> _arrived = Channel.CreateUnbounded<ChatMessage>();
    private readonly Channel<Receipt> _settled = Channel.CreateUnbounded<Receipt>();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Show(ChatState state) => _states.Writer.TryWrite(state);

    public void Arrived(ConversationId with, ChatMessage message) => _arrived.Writer.TryWrite(message);

    public void Settled(MessageId id, Receipt receipt) => _settled.Writer.TryWrite(receipt);

    public async Task<string> NextTextAsync() => (await _arrived.Reader.ReadAsync(Ct)).Text;

    public ValueTask<Receipt> NextReceiptAsync() => _settled.Reader.ReadAsync(Ct);

    public async Task<ChatState> WhenAsync(Func<ChatState, bool> isSo)
    {
        while (true)
            if (await _states.Reader.ReadAsync(Ct) is var state && isSo(state))
                return state;
    }
}
