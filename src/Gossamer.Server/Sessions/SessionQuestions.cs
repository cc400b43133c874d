using System.Threading.Channels;
using Gossamer.Mesh;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// What other servers ask, answered one after the other: to find what a client missed takes long enough to hold up a link, and anybody who
/// says to be a client that is back has it asked. Questions for a session, which are cheap, do not wait for those.
/// </summary>
internal sealed class SessionQuestions : IDisposable
{
    private readonly SessionAnswers _answers;
    private readonly IServiceProvider _services;
    private readonly ILogger<SessionQuestions> _logger;
    private readonly Channel<Question> _sessions;
    private readonly Channel<Question> _searches;
    private volatile bool _isDisposed;

    public SessionQuestions(SessionAnswers answers, IServiceProvider services, ChatSessionOptions options, ILogger<SessionQuestions> logger)
    {
        (_answers, _services, _logger) = (answers, services, logger);
        var bounded = new BoundedChannelOptions(options.MaxQuestions) { SingleReader = true };
        (_sessions, _searches) = (Channel.CreateBounded<Question>(bounded), Channel.CreateBounded<Question>(bounded));
        _ = AnswerAllAsync(_sessions.Reader);
        _ = AnswerAllAsync(_searches.Reader);
    }

    /// <summary>False when too many wait: who asks hears that it was not heard, and asks again.</summary>
    public bool TryTake(NodeId from, string key, Ask ask) =>
        (ask.Pid.Length > 0 ? _sessions : _searches).Writer.TryWrite(new Question(from, key, ask));

    public void Dispose()
    {
        _isDisposed = true;
        _sessions.Writer.TryComplete();
        _searches.Writer.TryComplete();
    }

    private async Task AnswerAllAsync(ChannelReader<Question> questions)
    {
        await foreach (var (from, key, ask) in questions.ReadAllAsync())
        {
            try
            {
                _answers.Answer(from, key, ask, _services.GetRequiredService<SocketIOServer>()); // which needs what needs this
            }
            catch (ObjectDisposedException) when (_isDisposed)
            {
                return; // the server has stopped
            }
            catch (Exception fault) // the next one is to be answered
            {
                _logger.HandingOverFailed(fault);
            }
        }
    }

    private readonly record struct Question(NodeId From, string Key, Ask Ask);
}
