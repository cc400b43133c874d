using Gossamer.SocketIO;

namespace Gossamer.Samples.Hubs;

/// <summary>Tells each call, and how it ended.</summary>
public sealed partial class LogFilter(ILogger<LogFilter> log) : ISocketHubFilter
{
    /// <inheritdoc/>
    public async ValueTask<object?> InvokeMethodAsync(
        SocketHubInvocationContext invocationContext, Func<SocketHubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            var result = await next(invocationContext);
            Called(log, invocationContext.HubMethodName, invocationContext.Context.UserIdentifier);
            return result;
        }
        catch (SocketHubException e)
        {
            Refused(log, invocationContext.HubMethodName, invocationContext.Context.UserIdentifier, e.Message);
            throw;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Method} was called by {User}")]
    private static partial void Called(ILogger log, string method, string? user);

    [LoggerMessage(2, LogLevel.Information, "{Method} was called by {User} and refused: {Reason}")]
    private static partial void Refused(ILogger log, string method, string? user, string reason);
}
