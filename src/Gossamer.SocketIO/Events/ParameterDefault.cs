namespace Gossamer.SocketIO.Events;

/// <summary>
/// The default values of a handler's parameters. The delegate's type knows none, the method behind it does, under native AOT as well.
/// They are looked up when an argument is missing only, so that handlers cost nothing more for them.
/// </summary>
internal static class ParameterDefault
{
    /// <param name="handler">The handler as the application gave it.</param>
    /// <param name="position">The parameter's place, from 1.</param>
    /// <param name="value">Its default.</param>
    public static bool TryGet<T>(Delegate handler, int position, out T? value)
    {
        value = default;
        var parameters = handler.Method.GetParameters();
        var index = position - (HasBoundParameter(handler) ? 0 : 1);
        if (index >= parameters.Length || !parameters[index].HasDefaultValue)
            return false;
        if (parameters[index].DefaultValue is not { } given)
            return true;
        if (given is not T fitting)
            return TryGetEnum(given, out value);
        value = fitting;
        return true;
    }

    /// <summary>The first parameter of an extension method that became a delegate is what it was called on, and no argument.</summary>
    private static bool HasBoundParameter(Delegate handler) => handler is { Method.IsStatic: true, Target: not null };

    /// <summary>The default of an enumeration that may be null is kept as a plain integer.</summary>
    private static bool TryGetEnum<T>(object given, out T? value)
    {
        var isEnum = Nullable.GetUnderlyingType(typeof(T)) is { IsEnum: true };
        value = isEnum ? (T)Enum.ToObject(Nullable.GetUnderlyingType(typeof(T))!, given) : default;
        return isEnum;
    }
}
