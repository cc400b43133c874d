using System.CommandLine;
using Gossamer.Server.CommandLine;

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

    private static (RunOptions Options, ParseResult Parsed) Parse(string args)
    {
        var options = new RunOptions();
        var command = new Command("test");
        options.AddTo(command);
        return (options, command.Parse(args));
    }
}
