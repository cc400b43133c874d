using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gossamer.SocketIO.Acks;

/// <summary>
/// Tuples whose items are the arguments of an answer. The types of the items are known to a generic type argument alone, so the items are
/// boxed and set through their fields: no code is made for that, and native AOT keeps the fields that are named here.
/// </summary>
internal static class ValueTuples
{
    private const int ItemsBeforeRest = 7;

    public static bool Is(Type type) => type.IsValueType && type.IsAssignableTo(typeof(ITuple));

    /// <summary>The types of all items; the eighth and later ones stand in a tuple of their own.</summary>
    public static IEnumerable<Type> ItemTypes(Type tuple)
    {
        var types = tuple.GetGenericArguments();
        return types.Length <= ItemsBeforeRest ? types : types[..ItemsBeforeRest].Concat(ItemTypes(types[ItemsBeforeRest]));
    }

    /// <summary>The items written one after another.</summary>
    public static void Write(Utf8JsonWriter json, ITuple tuple, JsonTypeInfo[] types)
    {
        for (var i = 0; i < types.Length; i++)
            JsonSerializer.Serialize(json, tuple[i], types[i]);
    }

    /// <summary>
    /// A tuple of the elements of an array. Items without an element keep their default, elements without an item are left.
    /// </summary>
    /// <param name="json">The array.</param>
    /// <param name="empty">The tuple's default.</param>
    /// <param name="types">Its items' types.</param>
    public static object Read(ReadOnlySpan<byte> json, object empty, JsonTypeInfo[] types)
    {
        var items = new object?[types.Length];
        var reader = new Utf8JsonReader(json);
        reader.Read();
        var count = 0;
        while (count < types.Length && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items[count] = JsonSerializer.Deserialize(ref reader, types[count]);
            count++;
        }

        Fill(empty, items.AsSpan(0, count));
        return empty;
    }

    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<,,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<,,,,,,>))]
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicFields, typeof(ValueTuple<,,,,,,,>))]
    private static void Fill(object tuple, ReadOnlySpan<object?> items)
    {
        var type = tuple.GetType();
        for (var i = 0; i < items.Length && i < ItemsBeforeRest; i++)
            Field(type, $"Item{i + 1}").SetValue(tuple, items[i]);
        if (items.Length <= ItemsBeforeRest)
            return;
        var field = Field(type, "Rest");
        var rest = field.GetValue(tuple)!;
        Fill(rest, items[ItemsBeforeRest..]);
        field.SetValue(tuple, rest);
    }

    [UnconditionalSuppressMessage("Trimming", "IL2070", Justification = "Fill's attributes keep the fields of all tuples.")]
    private static FieldInfo Field(Type tuple, string name) => tuple.GetField(name)!;
}
