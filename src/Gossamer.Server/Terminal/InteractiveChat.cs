using System.Threading.Channels;
using Gossamer.Mesh;
using Gossamer.Server.ClientLoop;
using Gossamer.Server.Conversations;

namespace Gossamer.Server.Terminal;

/// <summary>A person at a terminal: keys in, windows out.</summary>
internal sealed class InteractiveChat(ScreenPainter painter, ChatState start, TimeProvider time) : IChatFront
{
    private const int QueuedKeys = 256; // of a paste; what is more waits in the terminal

    /// <summary>More windows a second than this nobody sees, and a slow line carries.</summary>
    private static readonly TimeSpan FrameTime = TimeSpan.FromMilliseconds(30);

    /// <summary>Keys; null: something else has changed.</summary>
    private readonly Channel<ConsoleKeyInfo?> _events = Channel.CreateBounded<ConsoleKeyInfo?>(QueuedKeys);

    private volatile ChatState _chat = start;
    private TerminalView _view = new();

    public void Show(ChatState state)
    {
        _chat = state;
        _events.Writer.TryWrite(null); // a full queue leads to a new window as well
    }

    public void Arrived(ConversationId with, ChatMessage message)
    {
    }

    public void Settled(MessageId id, Receipt receipt)
    {
    }

    /// <summary>Runs until the user or the server ends it. Returns the last state.</summary>
    public async Task<ChatState> RunAsync(ChatClient client, CancellationToken cancellation)
    {
        var running = client.RunAsync(cancellation);
        _ = running.ContinueWith(_ => _events.Writer.TryComplete(), TaskScheduler.Default);
        new Thread(ReadKeys) { IsBackground = true, Name = "keys" }.Start();
        painter.Begin();
        try
        {
            while (await _events.Reader.WaitToReadAsync(CancellationToken.None))
            {
                await TakeAsync(client);
                Paint();
                await Task.WhenAny(running, Task.Delay(FrameTime, time, CancellationToken.None));
            }
        }
        finally
        {
            painter.End();
        }

        return await running;
    }

    private async Task TakeAsync(ChatClient client)
    {
        while (_events.Reader.TryRead(out var key))
        {
            if (key is not { } pressed)
                continue;
            (_view, var inputs) = Keyboard.Press(_view, _chat, pressed, static () => new MessageId(Guid.CreateVersion7().ToString()));
            foreach (var input in inputs)
                await client.PostAsync(input, CancellationToken.None);
        }
    }

    private void Paint()
    {
        var (width, height) = (Math.Max(20, Console.WindowWidth), Math.Max(5, Console.WindowHeight));
        var window = Screen.Render(_chat, _view, time.LocalTimeZone, width);
        painter.Paint(window, width, height, 2 + InputWindow.Of(_view.Input, width - 2).Column);
    }

    /// <summary>Reading blocks, and nothing cancels it: the process ends with the thread in it.</summary>
    private void ReadKeys()
    {
        try
        {
            while (true)
                _events.Writer.WriteAsync(Console.ReadKey(intercept: true)).AsTask().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is ChannelClosedException or InvalidOperationException or IOException)
        {
            // No terminal, no user.
            _events.Writer.TryWrite(new ConsoleKeyInfo('\x3', ConsoleKey.C, shift: false, alt: false, control: true));
        }
    }
}
