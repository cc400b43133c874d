using Microsoft.Extensions.Logging;

namespace Gossamer.Mesh.Tests;

internal sealed class RecordingLog : ILogger<MeshNode>
{
    internal List<(int Id, LogLevel Level, string Text)> Lines { get; } = [];

    internal IEnumerable<string> Texts(int id) => Lines.Where(l => l.Id == id).Select(l => l.Text);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?,
        string> formatter) =>
        Lines.Add((eventId.Id, logLevel, formatter(state, exception)));
}
