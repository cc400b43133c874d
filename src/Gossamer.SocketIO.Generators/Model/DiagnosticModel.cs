using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Gossamer.SocketIO.Generators.Model;

/// <summary>A diagnostic without the syntax tree that a <see cref="Location"/> keeps alive.</summary>
internal sealed record DiagnosticModel(string Id, string Path, TextSpan Span, LinePositionSpan Lines, EquatableArray<string> Arguments)
{
    public static DiagnosticModel Create(DiagnosticDescriptor descriptor, Location? location, params string[] arguments)
    {
        var lines = location?.GetLineSpan();
        return new DiagnosticModel(
            descriptor.Id, lines?.Path ?? "", location?.SourceSpan ?? default, lines?.Span ?? default, arguments.ToEquatable());
    }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(
        HubDiagnostics.Of(Id),
        Path.Length == 0 ? Location.None : Location.Create(Path, Span, Lines),
        [.. Arguments]);
}
