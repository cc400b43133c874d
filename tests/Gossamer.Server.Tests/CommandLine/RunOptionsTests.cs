using System.CommandLine;
using Gossamer.Server.Chat;
using Gossamer.Server.CommandLine;
using Gossamer.Server.Limits;
using Gossamer.SocketIO;

namespace Gossamer.Server.Tests.CommandLine;

public sealed class RunOptionsTests
{
    [Theory]
    [InlineData("", 1)]
    [InlineData("--copies 1", 1)]
    [InlineData("--copies 2", 2)]
    public void Read_Copies_IsOnHowManyServersAMessageIs(string args, int copies)
    {
        var (options, parsed) = Parse(args);

        parsed.Errors.ShouldBeEmpty();
        options.Read(parsed, out var settings).ShouldBeNull();
        settings.ShouldNotBeNull().Copies.ShouldBe(copies);
    }

    [Theory]
    [InlineData("--copies 0", "--copies: 0 is out of range. Give servers from 1 to 2.")]
    [InlineData("--copies 3", "--copies: 3 is out of range. Give servers from 1 to 2.")]
    [InlineData("--session-window 999", "--session-window: 999 is out of range. Give 0, or milliseconds from 1000 to 3600000.")]
    public void Parse_ANumberOutOfRange_IsRefused(string args, string problem) =>
        Parse(args).Parsed.Errors.ShouldHaveSingleItem().Message.ShouldBe(problem);

    [Theory]
    [InlineData("", 12_000)]
    [InlineData("--session-window 0", 0)]
    [InlineData("--session-window 1000", 1_000)]
    public void Read_SessionWindow_IsForHowLongClientsMayComeBack(string args, int milliseconds)
    {
        var (options, parsed) = Parse(args);

        options.Read(parsed, out var settings).ShouldBeNull();
        settings.ShouldNotBeNull().SessionWindow.ShouldBe(TimeSpan.FromMilliseconds(milliseconds));
    }

    [Theory]
    [InlineData(1, 100_000_000)]
    [InlineData(4, 25_000_000)]
    [InlineData(1_000, 1_048_576)]
    public void Read_MaxMemory_IsTheProcessesAndSharedByItsServers(int servers, long each)
    {
        var (options, parsed) = Parse("--max-memory 100000000");

        options.Read(parsed, out var settings).ShouldBeNull();
        settings.ShouldNotBeNull().SharedBy(servers).MaxMemory.ShouldBe(each);
    }

    [Fact]
    public void Read_Rates_AreThoseOfAConnectionAndMoreForAddressAndUser()
    {
        var (options, parsed) = Parse("--im-rate 50 --identify-rate 0 --max-text 100 --user-connections 10 --log-lines 0");

        options.Read(parsed, out var settings).ShouldBeNull();

        var chat = settings.ShouldNotBeNull().Chat;
        chat.Rates.Messages.ShouldBe(new EventRates(new(50, 250), User: new(1_000, 5_000), Address: new(500, 2_500)));
        chat.Rates.Identify.Address.Interval.ShouldBe(0);
        chat.Rates.Watch.ShouldBe(new RateOptions().Watch);
        (chat.MaxTextLength, chat.MaxConnectionsPerUser, settings.Log.LinesPerSecond).ShouldBe((100, 10, 0));
    }

    [Fact]
    public void Read_SessionLimits_AreThoseOfTheLibraryWhereTheyAreNotGiven()
    {
        var (options, parsed) = Parse("--address-handshakes 7 --address-sessions 8");
        options.Read(parsed, out var settings).ShouldBeNull();
        var library = new SocketIOOptions();

        settings.ShouldNotBeNull().Sessions.ApplyTo(library);

        (library.HandshakesPerSecondPerAddress, library.HandshakeBurstPerAddress).ShouldBe((7, 14));
        (library.MaxSessionsPerAddress, library.MaxSessions).ShouldBe((8, new SocketIOOptions().MaxSessions));
    }

    [Fact]
    public void Read_WithoutRates_HasTheStandardOnes()
    {
        var (options, parsed) = Parse("");

        options.Read(parsed, out var settings).ShouldBeNull();

        settings.ShouldNotBeNull().Chat.ShouldBe(new ChatOptions());
    }

    [Fact]
    public void Read_Proxies_AreAddressesAndNetworks()
    {
        var (options, parsed) = Parse("--proxy 10.0.0.0/8 --proxy ::1 --proxy 192.0.2.7");

        options.Read(parsed, out var settings).ShouldBeNull();

        settings.ShouldNotBeNull().Proxies.Select(static network => $"{network}").ShouldBe(["10.0.0.0/8", "::1/128", "192.0.2.7/32"]);
    }

    [Theory]
    [InlineData("--proxy nobody", "--proxy: \"nobody\" is neither an address nor a network. Give one such as 10.0.0.7 or 10.0.0.0/8.")]
    [InlineData(
        "--allowed-host http://a", "--allowed-host: \"http://a\" is not a name. Give it without scheme and port, such as chat.example.")]
    public void Read_WhatIsNone_IsRefused(string args, string problem)
    {
        var (options, parsed) = Parse(args);

        options.Read(parsed, out _).ShouldBe(problem);
    }

    private static (RunOptions Options, ParseResult Parsed) Parse(string args)
    {
        var options = new RunOptions();
        var command = new Command("test");
        options.AddTo(command);
        return (options, command.Parse(args));
    }
}
