using Gossamer.Server.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gossamer.Server.Tests.Logging;

public sealed class LogLevelsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddLogging(static logging => logging.AddGossamerConsole("server-1", new LogOptions
        {
            Categories = LogLevels.None.Add("Gossamer.Mesh", LogLevel.Debug),
        }))
        .BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    private LogLevels Levels => _services.GetRequiredService<LogLevels>();

    [Theory]
    [InlineData("Gossamer.Mesh.MeshNode", LogLevel.Debug)]
    [InlineData("Gossamer.Server.Chat.ChatSession", LogLevel.Information)]
    [InlineData("Microsoft.AspNetCore.Hosting", LogLevel.Warning)]
    [InlineData("Yarp.Anything", LogLevel.None)]
    public void IsEnabled_AtTheStart_IsAsTheOptionsSay(string category, LogLevel least) => Least(category).ShouldBe(least);

    /// <summary>Loggers that are there already follow.</summary>
    [Fact]
    public void TrySet_OfACategory_ChangesItsLoggersAndNoOthers()
    {
        var (chat, mesh) = (Logger("Gossamer.Server.Chat.ChatSession"), Logger("Gossamer.Mesh.MeshNode"));
        chat.IsEnabled(LogLevel.Debug).ShouldBeFalse();

        Levels.TrySet("Gossamer.Server.Chat", LogLevel.Trace).ShouldBeTrue();
        (chat.IsEnabled(LogLevel.Trace), mesh.IsEnabled(LogLevel.Trace)).ShouldBe((true, false));

        Levels.TrySet("Gossamer.Server.Chat", null).ShouldBeTrue();
        Levels.TrySet("Gossamer.Mesh", null).ShouldBeTrue();
        (chat.IsEnabled(LogLevel.Debug), mesh.IsEnabled(LogLevel.Debug)).ShouldBe((false, false));
    }

    /// <summary>At Debug ASP.NET Core logs requests with what is secret in them.</summary>
    [Fact]
    public void Set_ToTrace_LeavesOthersAtWarning()
    {
        Levels.Set(LogLevel.Trace);

        Least("Gossamer.Server.Chat.ChatSession").ShouldBe(LogLevel.Trace);
        Least("Microsoft.AspNetCore.Hosting").ShouldBe(LogLevel.Warning);
        Levels.Set(LogLevel.Error);
        Least("Microsoft.AspNetCore.Hosting").ShouldBe(LogLevel.Error);
    }

    [Fact]
    public void Of_ACategory_IsWhatItsLoggerHas()
    {
        Levels.TrySet("Gossamer.Mesh.MeshNode", LogLevel.Error);

        Levels.Of("Gossamer.Mesh.MeshNode").ShouldBe(LogLevel.Error);
        Levels.Of("Gossamer.Mesh.Other").ShouldBe(LogLevel.Debug);
        Levels.Of("Gossamer.Server").ShouldBe(LogLevel.Information);
    }

    [Fact]
    public void TrySet_BeyondTheBound_IsRefused()
    {
        for (var i = 1; i < LogLevels.MaxCategories; i++)
            Levels.TrySet($"Gossamer.C{i}", LogLevel.Debug).ShouldBeTrue();

        Levels.TrySet("Gossamer.More", LogLevel.Debug).ShouldBeFalse();
        Levels.TrySet("Gossamer.Mesh", LogLevel.Trace).ShouldBeTrue();
        Levels.TrySet("Gossamer.Mesh", null).ShouldBeTrue();
        Levels.TrySet("Gossamer.More", LogLevel.Debug).ShouldBeTrue();
    }

    [Theory]
    [InlineData("Gossamer", true)]
    [InlineData("Gossamer.Server.Chat", true)]
    [InlineData("GossamerOther", false)]
    [InlineData("Microsoft.AspNetCore", false)]
    [InlineData("", false)]
    [InlineData("Gossamer.\u001b[31m", false)]
    public void IsCategory_OnlyThisProgramsOwn_IsTrue(string text, bool isCategory) => LogLevels.IsCategory(text).ShouldBe(isCategory);

    private ILogger Logger(string category) => _services.GetRequiredService<ILoggerFactory>().CreateLogger(category);

    private LogLevel Least(string category) =>
        Enum.GetValues<LogLevel>().First(level => level == LogLevel.None || Logger(category).IsEnabled(level));
}
