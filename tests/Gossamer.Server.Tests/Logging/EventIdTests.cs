using System.Reflection;
using Gossamer.Server.Logging;
using Microsoft.Extensions.Logging;

namespace Gossamer.Server.Tests.Logging;

public sealed class EventIdTests
{
    [Fact]
    public void LoggerMessages_OfThisAssembly_HaveUniqueIdsInItsRange()
    {
        var ids = typeof(LineFormatter).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>()
            .Select(attribute => attribute.EventId)
            .ToList();

        ids.ShouldNotBeEmpty();
        ids.ShouldBeUnique();
        ids.ShouldAllBe(id => id >= 4000 && id <= 4999);
    }
}
