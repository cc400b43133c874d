using System.Threading.Channels;
using Gossamer.Mesh;
using Gossamer.Server.Sessions.Wire;
using Gossamer.SocketIO;

namespace Gossamer.Server.Sessions;

/// <summary>
/// What other servers ask, answered one after the other: to find what a client missed takes long enough to hold up a link, and anybody who says to
/// be a client that is back has it asked.
/// </summary>
internal sealed class SessionQuestions : IDisposable
{
    private readonly Channel<(NodeId From, string Key, Ask Ask)> _waiting;
    private readonly SessionDepartures _departures;
    private readonly IServiceProvider _services;
    private readonly ILogger<SessionQuestions> _logger;

    public SessionQuestions(SessionDepartures departures, IServiceProvider services, ChatSessionOptions options, ILogger<SessionQuestions> logger)
    {
        (_departures, _services, _logger) = (departures, services, logger);
        _waiting = Channel.CreateBounded<(NodeId, string, Ask)>(new BoundedChannelOptions(options.MaxQuestions) { SingleReader = true });
        _ = AnswerAllAsync();
    }

    /// <summary>False when too many wait: who asks hears that it was not heard, and asks again.</summary>
    public bool TryTake(NodeId from, string key, Ask ask) => _waiting.Writer.TryWrite((from, key, ask));

    public void Dispose() => _waiting.Writer.TryComplete();

    private async Task AnswerAllAsync()
    {
        await foreach (var (from, key, ask) in _waiting.Reader.ReadAllAsync())
        {
            try
            {
                _departures.Answer(from, key, ask, _services.GetRequiredService<SocketIOServer>()); // which needs what needs this
            }
            catch (Exception fault) // the next one is to be answered
            {
                _logger.HandingOverFailed(fault);
            }
        }
    }
}
