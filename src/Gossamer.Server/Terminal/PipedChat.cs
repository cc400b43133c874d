using System.Globalization;
using Gossamer.Mesh;
using Gossamer.Server.ClientLoop;
using Gossamer.Server.Conversations;
using Gossamer.Server.Hosting;
using Gossamer.Server.Logging;

namespace Gossamer.Server.Terminal;

/// <summary>
/// A client without a terminal: each line of standard input is a message, one after the other, so that they stay in order; what comes is
/// printed, a line each:
/// <code>
/// at TAB with TAB from TAB text            with --listen: "2026-01-31T10:00:00.000Z	#tea	Anna	Hi"
/// id TAB delivered TAB servers TAB problem with --receipts
/// </code>
/// </summary>
internal sealed class PipedChat(PipedOptions options, TextWriter output, TextWriter error, TimeProvider time) : IChatFront
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ChatState? _chat;
    private volatile Awaited? _awaited;
    private ExitCode _worst = ExitCode.Ok;

    public void Show(ChatState state)
    {
        _chat = state;
        if (state.Phase == ChatPhase.Ready)
            _ready.TrySetResult();
    }

    public void Arrived(ConversationId with, ChatMessage message)
    {
        if (!options.Listens)
            return;
        var at = message.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        output.WriteLine($"{at}\t{OneLine.Of(with.ToString())}\t{OneLine.Of(message.From)}\t{OneLine.Of(message.Text)}");
    }

    public void Settled(MessageId id, Receipt receipt)
    {
        if (options.PrintsReceipts)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{id.Value}\t{receipt.Connections}\t{receipt.Servers}\t{OneLine.Of(receipt.Problem ?? "")}"));
        if (_awaited is { } awaited && awaited.Id == id)
            awaited.Receipt.TrySetResult(receipt);
    }

    /// <summary>Runs until all is sent or, listening, until it is ended.</summary>
    public async Task<ExitCode> RunAsync(ChatClient client, LineReader lines, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = client.RunAsync(stop.Token);
        if (options.To is { IsRoom: true } room)
            await client.PostAsync(new ChatInput.Join(room.Name), cancellation);
        var sent = await BeginAsync(running) && await SendAllAsync(client, lines, running, cancellation);
        if (sent && options.Listens)
            await running;
        await stop.CancelAsync(); // says goodbye
        var end = await running;
        if (end.Problem is { } problem)
            await error.WriteLineAsync(OneLine.Of($"{problem}."));
        return end.Problem is not null || !_ready.Task.IsCompleted ? ExitCode.Failed : sent ? _worst : ExitCode.NotDelivered;
    }

    private async Task<bool> BeginAsync(Task running)
    {
        var first = await Task.WhenAny(_ready.Task, running, Task.Delay(options.Timeout, time));
        if (first == _ready.Task)
            return true;
        if (first != running)
            await error.WriteLineAsync(OneLine.Of(
                $"No server took this client within {Seconds(options.Timeout)}. The last try: {_chat?.Notice ?? "none"}."));
        return false;
    }

    /// <summary>False: it did not come to the last line.</summary>
    private async Task<bool> SendAllAsync(ChatClient client, LineReader lines, Task running, CancellationToken cancellation)
    {
        try
        {
            for (var number = 1; options.To is { } to && await lines.ReadAsync(cancellation) is { } line; number++)
            {
                if (line.Text.Length == 0)
                    continue;
                var receipt = line.IsCut
                    ? new Receipt(Outcome.Refused, Problem: "it is longer than any server takes")
                    : await SendAsync(client, to, line.Text, running, cancellation);
                if (receipt is null)
                    return false;
                await JudgeAsync(number, receipt);
            }

            return true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return _awaited is not { Receipt.Task.IsCompleted: false }; // ended between two lines, it has done all that it was given
        }
    }

    /// <summary>Null: the client has ended, or there was no outcome in time.</summary>
    private async Task<Receipt?> SendAsync(
        ChatClient client, ConversationId to, string text, Task running, CancellationToken cancellation)
    {
        var awaited = _awaited = new Awaited(new MessageId(Guid.CreateVersion7().ToString()));
        await client.PostAsync(new ChatInput.Say(to, text, awaited.Id), cancellation);
        var first = await Task.WhenAny(awaited.Receipt.Task, running, Task.Delay(options.Timeout, time, cancellation));
        if (first == awaited.Receipt.Task)
            return await awaited.Receipt.Task;
        cancellation.ThrowIfCancellationRequested();
        if (first != running)
            await error.WriteLineAsync(OneLine.Of(
                $"No outcome within {Seconds(options.Timeout)}; it may have arrived. {_chat?.Notice ?? "No server answers"}."));
        return null;
    }

    private async Task JudgeAsync(int number, Receipt receipt)
    {
        if (receipt.Outcome != Outcome.Delivered)
            _worst = ExitCode.NotDelivered;
        var words = receipt.Outcome == Outcome.Nobody ? "reached nobody: no connection of the recipient is there" : receipt.Problem;
        if (words is not null)
            await error.WriteLineAsync(OneLine.Of($"Line {number}: {words}."));
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");

    private sealed record Awaited(MessageId Id)
    {
        public TaskCompletionSource<Receipt> Receipt { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
