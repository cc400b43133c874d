namespace Gossamer.SocketIO.Testing;

/// <summary>What stands in a call as <c>params object?[]</c>.</summary>
internal static class Arguments
{
    /// <summary>
    /// One null is one argument, and so is an array of another type: a <c>string[]</c> is an <c>object[]</c> to the compiler, and would be
    /// taken for a list of arguments.
    /// </summary>
    public static object?[] Of(object?[]? arguments) =>
        arguments is null ? [null] : arguments.GetType() == typeof(object[]) ? arguments : [arguments];
}
