using Gossamer.SocketIO.Redis.Requests;
using Gossamer.SocketIO.Redis.Wire;

namespace Gossamer.SocketIO.Redis;

/// <content>Events that clients answer, those of other servers among them.</content>
internal sealed partial class RedisAdapter
{
    /// <summary>The others are told first, and at once: what is emitted next comes after it. How many they are is asked then.</summary>
    public override async ValueTask<IReadOnlyList<string>> BroadcastWithAckAsync(
        EncodedPacket packet, BroadcastTarget target, TimeSpan timeout, IClientAnswers answers, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(packet);
        ArgumentNullException.ThrowIfNull(target);
        if (target.Local)
            return await base.BroadcastWithAckAsync(packet, target, timeout, answers, cancellation).ConfigureAwait(false);
        if (_rooms.ClientQuestions.TryBegin(id => new(id, answers)) is not { } question)
        {
            await AskLocalAsync(packet, target, timeout, answers, cancellation).ConfigureAwait(false);
            return [ServerNames.Unknown];
        }

        var waiting = _rooms.ClientQuestions.WaitAsync(question, timeout, cancellation);
        var asking = AskOthersAsync(packet, target, timeout, question);
        try
        {
            await AskLocalAsync(packet, target, timeout, answers, cancellation).ConfigureAwait(false);
            await waiting.ConfigureAwait(false);
            var isAsked = asking.IsCompletedSuccessfully && await asking.ConfigureAwait(false); // Redis may take longer than the time
            return isAsked ? new Answers<int>([], question.Missing).MissingNames : [ServerNames.Redis];
        }
        finally
        {
            question.Expect(0); // what was not waited for ends as well
        }
    }

    /// <returns>False: Redis did not take it, or does not say how many servers there are. Nobody else is waited for then.</returns>
    private async Task<bool> AskOthersAsync(EncodedPacket packet, BroadcastTarget target, TimeSpan timeout, PendingQuestion question)
    {
        long? others = null;
        if (PacketCodec.TryRead(packet, Namespace.Server.Parser, out var json, out var attachments))
        {
            var asked = new ClientQuestion(_rooms.Uid, question.Id, new(Namespace.Name, json, attachments, target), timeout);
            if (ClientQuestionCodec.Encode(asked) is { } message)
            {
                var publishing = PublishRequestAsync(message);
                others = await _rooms.CountOthersAsync(_channels.Request).ConfigureAwait(false);
                others = await publishing.ConfigureAwait(false) is null ? null : others;
            }
            else
            {
                _rooms.NoEvent(Namespace.Name);
            }
        }

        question.Expect(others ?? 0);
        return others is not null;
    }

    /// <returns>Whether it is a question.</returns>
    private bool TryAskHere(ReadOnlyMemory<byte> message)
    {
        if (!ClientQuestionCodec.TryDecode(message.Span, out var question))
            return false;
        if (question.Uid == _rooms.Uid || question.Broadcast.Namespace != Namespace.Name)
            return true;
        var channel = ResponseChannel(question.Uid);
        var answer = new ClientsAnswer(question.Id, each => _ = _rooms.PublishAsync(Namespace.Name, channel, each));
        var packet = PacketCodec.Write(Namespace.Encoder, question.Broadcast, offset: null);
        return TryAskLocal(packet, question.Broadcast.Target, question.Timeout, answer, CancellationToken.None, out _);
    }

    private void OnClientCount(PendingQuestion question, System.Text.Json.JsonElement response)
    {
        if (response.TryGetProperty("clientCount"u8, out var count) && count.ValueKind == System.Text.Json.JsonValueKind.Number
            && count.TryGetInt32(out var clients) && clients >= 0)
            question.OnCount(clients);
        else
            _rooms.Malformed(_channels.Response);
    }

    private void OnClientAnswer(string channel, ReadOnlySpan<byte> message)
    {
        if (!ClientQuestionCodec.TryDecodeAnswer(message, out var id, out var array, out var attachments))
            _rooms.Malformed(channel);
        else
            _rooms.ClientQuestions.Find(id)?.OnAnswer(array, attachments);
    }
}
