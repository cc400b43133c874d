using Gossamer.Server.Conversations;
using Gossamer.Server.Hosting;
using Gossamer.Server.Terminal;
using Gossamer.Server.Tests.ClientLoop;
using Gossamer.Server.Tests.Hosting;

namespace Gossamer.Server.Tests.Terminal;

public sealed class PipedChatTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public async Task Run_LinesToSomebodyWhoIsThere_DeliversEachInOrder()
    {
        await using var servers = await TestServers.StartAsync(1);
        await using var anna = await RunningClient.ReadyAsync("Anna", servers);

        var code = await RunAsync(
            servers, "one\n\ntwo\r\nthree", new PipedOptions { To = ConversationId.Person("Anna"), PrintsReceipts = true });

        code.ShouldBe(ExitCode.Ok);
        foreach (var text in new[] { "one", "two", "three" })
            (await anna.Front.NextTextAsync()).ShouldBe(text);
        _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
        _output.ToString().ShouldContain("\t1\t1\t\n");
        _error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_NobodyThere_IsNotDelivered()
    {
        await using var servers = await TestServers.StartAsync(1);

        (await RunAsync(servers, "hi", new PipedOptions { To = ConversationId.Person("Nobody") })).ShouldBe(ExitCode.NotDelivered);

        _error.ToString().ShouldBe("Line 1: reached nobody: no connection of the recipient is there.\n");
    }

    [Fact]
    public async Task Run_LineThatTheServerRefuses_IsNotDeliveredAndTheOthersAre()
    {
        await using var servers = await TestServers.StartAsync(1);
        await using var anna = await RunningClient.ReadyAsync("Anna", servers);
        var lines = new string('x', 5_000) + "\nfine\n" + new string('x', 100_000) + "\nfine too";

        (await RunAsync(servers, lines, new PipedOptions { To = ConversationId.Person("Anna") })).ShouldBe(ExitCode.NotDelivered);

        (await anna.Front.NextTextAsync()).ShouldBe("fine");
        (await anna.Front.NextTextAsync()).ShouldBe("fine too");
        var errors = _error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        errors.Length.ShouldBe(2);
        errors[0].ShouldStartWith("Line 1: ");
        errors[1].ShouldBe("Line 3: it is longer than any server takes.");
    }

    [Fact]
    public async Task Run_NoServer_FailsAndSaysWhere()
    {
        await using var servers = await TestServers.StartAsync(1, started: 0);

        var code = await RunAsync(
            servers, "hi", new PipedOptions { To = ConversationId.Person("Anna"), Timeout = TimeSpan.FromSeconds(3) });

        code.ShouldBe(ExitCode.Failed);
        _error.ToString().ShouldStartWith("No server took this client within 3 s. The last try: 127.0.0.1:");
        _error.ToString().ShouldContain("nothing listens there");
    }

    [Fact]
    public async Task Run_Listening_PrintsWhatComesInLinesThatAreSafe()
    {
        await using var servers = await TestServers.StartAsync(1);
        await using var anna = await RunningClient.ReadyAsync("Anna", servers);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = RunAsync(servers, "", new PipedOptions { Listens = true }, end.Token);
        await anna.Front.WhenAsync(static state => state.Online.Contains("bot"));

        await anna.SayAsync(ConversationId.Person("bot"), "a\tb\e[31m\nc");
        await anna.Front.NextReceiptAsync();
        for (var waited = 0; _output.ToString().Length == 0 && waited < 500; waited++)
            await Task.Delay(10, Ct);
        await end.CancelAsync();

        (await running).ShouldBe(ExitCode.Ok);
        var fields = _output.ToString().TrimEnd('\n').Split('\t');
        fields[1..].ShouldBe(["Anna", "Anna", "a b [31m c"]);
        fields[0].ShouldEndWith("Z");
    }

    private async Task<ExitCode> RunAsync(TestServers servers, string input, PipedOptions options, CancellationToken? end = null)
    {
        (_output.NewLine, _error.NewLine) = ("\n", "\n");
        var piped = new PipedChat(options, TextWriter.Synchronized(_output), _error, TimeProvider.System);
        using var client = RunningClient.Create("bot", servers, piped);
        return await piped.RunAsync(client, new LineReader(new StringReader(input), InputLine.MaxLength), end ?? Ct);
    }
}
