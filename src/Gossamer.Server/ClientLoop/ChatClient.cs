using System.Threading.Channels;
using Gossamer.Server.Conversations;
using Gossamer.Server.SocketClient;

namespace Gossamer.Server.ClientLoop;

/// <summary>
/// Runs the state machine: inputs come through one bounded queue, one loop takes them, does what they lead to and tells the front.
/// </summary>
internal sealed class ChatClient(ChatState state, ISocketDialer dialer, TokenSource token, IChatFront front, TimeProvider time)
    : IDisposable
{
    private const int QueuedInputs = 256; // a server that sends faster than is taken waits

    private static readonly TimeSpan TickInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan GoodbyeTime = TimeSpan.FromSeconds(1);

    private readonly Channel<(ChatInput Input, ChatLink? Link)> _inputs =
        Channel.CreateBounded<(ChatInput, ChatLink?)>(new BoundedChannelOptions(QueuedInputs) { SingleReader = true });

    private ChatState _state = state;
    private ChatLink? _link;

    /// <summary>Hands in what the user does.</summary>
    public ValueTask PostAsync(ChatInput input, CancellationToken cancellation) => _inputs.Writer.WriteAsync((input, null), cancellation);

    /// <summary>Runs until the client has ended. Cancelled, it says goodbye first. Returns the last state.</summary>
    public async Task<ChatState> RunAsync(CancellationToken cancellation)
    {
        using var timer = time.CreateTimer(static client => ((ChatClient)client!).Tick(), this, TickInterval, TickInterval);
        await StepAsync(new ChatInput.Start());
        try
        {
            while (_state.Phase != ChatPhase.Ended)
            {
                var (input, link) = await _inputs.Reader.ReadAsync(cancellation);
                if (link is null || link == _link)
                    await StepAsync(input);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await StepAsync(new ChatInput.Close());
        }
        finally
        {
            Drop();
        }

        return _state;
    }

    public void Dispose() => Drop();

    /// <summary>A tick that finds the queue full is not missed: another follows.</summary>
    private void Tick() => _inputs.Writer.TryWrite((new ChatInput.Tick(), null));

    private async Task StepAsync(ChatInput input)
    {
        var before = _state;
        (_state, var effects) = ChatMachine.Step(_state, input, time.GetUtcNow());
        foreach (var effect in effects)
            await RunAsync(effect);
        if (!ReferenceEquals(before, _state))
            front.Show(_state);
    }

    private Task RunAsync(ChatEffect effect)
    {
        switch (effect)
        {
            case ChatEffect.Dial dial:
                return DialAsync(dial);
            case ChatEffect.Drop:
                Drop();
                return Task.CompletedTask;
            case ChatEffect.Goodbye:
                return SayGoodbyeAsync();
            case ChatEffect.Arrived(var with, var message):
                front.Arrived(with, message);
                return Task.CompletedTask;
            case ChatEffect.Settled(var id, var receipt):
                front.Settled(id, receipt);
                return Task.CompletedTask;
            default:
                return _link is { } link ? SendAsync(link, effect) : Task.CompletedTask;
        }
    }

    private Task SendAsync(ChatLink link, ChatEffect effect) => effect switch
    {
        ChatEffect.Identify(var user) => link.SendAsync(
            ChatRequests.Identify(user), static answer => new ChatInput.Identified(ChatEvents.RefusalOf(answer))),
        ChatEffect.Send(var message, var from) => link.SendAsync(
            ChatRequests.Send(message, from), answer => ChatEvents.ReadReceipt(message.Id, answer)),
        ChatEffect.JoinRoom(var room) => link.SendAsync(
            ChatRequests.Join(room), answer => new ChatInput.RoomJoined(room, ChatEvents.RefusalOf(answer))),
        ChatEffect.LeaveRoom(var room) => link.SendAsync(ChatRequests.Leave(room), RejectedIn),
        ChatEffect.AskMembers(var room) => link.SendAsync(ChatRequests.Members(room), RejectedIn),
        ChatEffect.Authenticate when token() is { } fresh => link.SendAsync(ChatRequests.Authenticate(fresh), RejectedIn),
        _ => Task.CompletedTask,
    };

    private Task DialAsync(ChatEffect.Dial dial)
    {
        Drop();
        _link = new ChatLink(dialer, _state.User, (input, link, cancellation) => _inputs.Writer.WriteAsync((input, link), cancellation));
        // Clients of a server that is gone are not to come to the next one all at once.
        var pause = dial.Pause * (1 - (0.3 * Random.Shared.NextDouble()));
        _ = _link.RunAsync(dial.Server, dial.Ticket, token(), pause, time);
        return Task.CompletedTask;
    }

    private void Drop()
    {
        _link?.Dispose();
        _link = null;
    }

    /// <summary>Whoever does not hear it finds out by the connection's end.</summary>
    private async Task SayGoodbyeAsync()
    {
        if (_link is { } link)
            await Task.WhenAny(link.SayGoodbyeAsync(), Task.Delay(GoodbyeTime, time));
    }

    private static ChatInput? RejectedIn(System.Text.Json.JsonElement answer) =>
        ChatEvents.RefusalOf(answer) is { } refusal ? new ChatInput.Rejected(refusal) : null;
}
