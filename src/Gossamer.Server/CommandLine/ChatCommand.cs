using System.CommandLine;
using System.Text;
using Gossamer.Mesh;
using Gossamer.Server.ClientLoop;
using Gossamer.Server.Conversations;
using Gossamer.Server.Hosting;
using Gossamer.Server.Logging;
using Gossamer.Server.SocketClient;
using Gossamer.Server.Terminal;

namespace Gossamer.Server.CommandLine;

/// <summary><c>gossamer chat --user Anna</c>: a client, for people at a terminal and for scripts.</summary>
internal sealed class ChatCommand
{
    private readonly Option<string> _user = new("--user") { Description = "Who you are", HelpName = "name", Required = true };

    private readonly Option<string?> _to = new("--to") { Description = "Whom to write to", HelpName = "name" };

    private readonly Option<string?> _room = new("--room") { Description = "Which group to join and write to", HelpName = "room" };

    private readonly Option<bool> _listen = new("--listen")
    {
        Description = "Without a terminal: print what comes, a line each, until ended: time, with whom, from whom, text, parted by tabs",
    };

    private readonly Option<bool> _receipts = new("--receipts")
    {
        Description = "Without a terminal: print a line for each message sent: id, connections reached, servers, problem, parted by tabs",
    };

    private readonly Option<int> _timeout = RunOptions.Whole(
        "--timeout", 30, "Without a terminal: how long connecting, and the outcome of each message, may take", "seconds", 1, 3600);

    private readonly ChatServerOptions _servers = new();

    public Command Create()
    {
        var command = new Command(
            "chat", "Chat from a terminal; without one, each line of standard input is a message. Exit codes: 0 all delivered, "
                + "1 no connection, 2 wrong options, 3 a message was not delivered")
        {
            _user, _to, _room, _listen, _receipts, _timeout,
        };
        _servers.AddTo(command);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var error = parsed.InvocationConfiguration.Error;
        if (!UserName.TryCreate(parsed.GetRequiredValue(_user), out var user, out var problem))
            return await Fault.ReportAsync(error, $"--user: {problem}.");
        if (ReadTo(parsed, out var to) is { } toFault)
            return await Fault.ReportAsync(error, toFault);
        if (_servers.Read(parsed, out var servers) is { } serverFault)
            return await Fault.ReportAsync(error, serverFault);
        var start = new ChatState { User = user.Value, Servers = servers!.Addresses };
        var options = new SocketClientOptions { CertificateValidation = servers.CertificateValidation };
        var dialer = new SocketDialer(options, TimeProvider.System);
        ChatClient Client(IChatFront front) => new(start, dialer, servers.Token, front, TimeProvider.System);

        if (HasTerminal() && !parsed.GetValue(_listen))
            return await InteractAsync(start, Client, to, error, cancellation);
        if (to is null && !parsed.GetValue(_listen))
            return await Fault.ReportAsync(
                error, "There is no terminal. Give --to or --room for the lines of standard input, or --listen.");
        var piped = new PipedChat(
            new PipedOptions
            {
                To = to,
                Listens = parsed.GetValue(_listen),
                PrintsReceipts = parsed.GetValue(_receipts),
                Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
            }, parsed.InvocationConfiguration.Output, error, TimeProvider.System);
        using var client = Client(piped);
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return (int)await piped.RunAsync(client, new LineReader(input, InputLine.MaxLength), cancellation);
    }

    private string? ReadTo(ParseResult parsed, out ConversationId? to)
    {
        to = null;
        var (name, room) = (parsed.GetValue(_to), parsed.GetValue(_room));
        if (name is not null && room is not null)
            return "--to, --room: give one of them.";
        if (name is not null && !UserName.TryCreate(name, out _, out var problem))
            return $"--to: {problem}.";
        if (room is not null && !RoomName.TryCreate(room, out _, out var fault))
            return $"--room: {fault}.";
        to = name is not null ? ConversationId.Person(name.Trim()) : room is not null ? ConversationId.Room(room.Trim()) : null;
        return null;
    }

    private static async Task<int> InteractAsync(
        ChatState start, Func<IChatFront, ChatClient> create, ConversationId? to, TextWriter error, CancellationToken cancellation)
    {
        var hasColours = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")); // https://no-color.org
        await using var terminal = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), bufferSize: 16 * 1024);
        var front = new InteractiveChat(new ScreenPainter(terminal, hasColours), start, TimeProvider.System);
        using var client = create(front);
        if (to is { } first)
            await client.PostAsync(first.IsRoom ? new ChatInput.Join(first.Name) : new ChatInput.Select(first), cancellation);
        var end = await front.RunAsync(client, cancellation);
        if (end.Problem is null)
            return (int)ExitCode.Ok;
        await error.WriteLineAsync(OneLine.Of($"{end.Problem}."));
        return (int)ExitCode.Failed;
    }

    private static bool HasTerminal() => !Console.IsInputRedirected && !Console.IsOutputRedirected
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");
}
