using Microsoft.CodeAnalysis;

namespace Gossamer.SocketIO.Generators.Parsing;

/// <summary>The names of events.</summary>
internal static class EventNames
{
    private const string Suffix = "Async";

    /// <summary>What <c>[EventName]</c> says, or the method's own name in camelCase without "Async" at its end.</summary>
    public static string Of(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass.Is("Gossamer.SocketIO.EventNameAttribute")
                && attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string name })
                return name;
        }

        var own = method.Name;
        if (own.Length > Suffix.Length && own.EndsWith(Suffix, StringComparison.Ordinal))
            own = own.Substring(0, own.Length - Suffix.Length);
        return ToCamelCase(own);
    }

    /// <summary>Why a name may not be an event's of the application's; null: it may.</summary>
    public static string? ReservedBy(string name) => name switch
    {
        "" => "empty",
        "connect" or "connect_error" or "disconnect" or "disconnecting" or "newListener" or "removeListener" =>
            "reserved by Socket.IO",
        _ when name.StartsWith("stream:", StringComparison.Ordinal) => "reserved for streams",
        _ => null,
    };

    /// <summary>As System.Text.Json's policy does it: <c>URLOf</c> becomes <c>urlOf</c>.</summary>
    private static string ToCamelCase(string name)
    {
        var letters = name.ToCharArray();
        for (var i = 0; i < letters.Length; i++)
        {
            var isLastOfRun = i > 0 && i + 1 < letters.Length && !char.IsUpper(letters[i + 1]);
            if (!char.IsUpper(letters[i]) || isLastOfRun)
                break;
            letters[i] = char.ToLowerInvariant(letters[i]);
        }

        return new string(letters);
    }
}
