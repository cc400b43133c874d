namespace Gossamer.Arities;

/// <summary>A number of typed arguments, and how they are called in the source of members that take so many.</summary>
internal sealed record Arity(int Count)
{
    public const int Most = 8;

    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth"];
    private static readonly string[] Numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight"];

    public static IEnumerable<Arity> All => Enumerable.Range(1, Most).Select(static count => new Arity(count));

    /// <summary>two arguments</summary>
    public string Words => $"{Numbers[Count - 1]} argument{(Count == 1 ? "" : "s")}";

    /// <summary>T1, T2</summary>
    public string Types => string.Join(", ", TypeList);

    /// <summary>T1, T2, TAnswer</summary>
    public string TypesAndAnswer => Types + ", TAnswer";

    public string[] TypeList => Count == 1 ? ["T"] : Each(static i => $"T{i + 1}");

    /// <summary>first, second</summary>
    public string[] Names => Count == 1 ? ["argument"] : Each(static i => Ordinals[i]);

    /// <summary>firstType, secondType</summary>
    public string[] TypeNames => Count == 1 ? ["typeInfo"] : Each(static i => Ordinals[i] + "Type");

    /// <summary>T1 first, T2 second</summary>
    public string[] Parameters => Zip(TypeList, Names);

    /// <summary>object? first, object? second</summary>
    public string[] ObjectParameters => [.. Names.Select(static name => "object? " + name)];

    /// <summary>JsonTypeInfo{T1} firstType, JsonTypeInfo{T2} secondType</summary>
    public string[] TypeParameters => [.. TypeList.Zip(TypeNames, static (type, name) => $"JsonTypeInfo<{type}> {name}")];

    /// <summary>T1 first, JsonTypeInfo{T1} firstType, T2 second, ...</summary>
    public string[] TypedParameters => Mix(Parameters, TypeParameters);

    /// <summary>first, firstType, second, secondType</summary>
    public string[] TypedNames => Mix(Names, TypeNames);

    /// <summary>The items of the tuple in which a handler's arguments are read: a.Item1, a.Item2; of one argument a itself.</summary>
    public string Items => Count == 1 ? "a" : string.Join(", ", Each(static i => $"a.Item{i + 1}"));

    /// <summary>(T1, T2); of one argument T itself.</summary>
    public string Tuple => Count == 1 ? "T" : $"({Types})";

    public string[] Each(Func<int, string> make) => [.. Enumerable.Range(0, Count).Select(make)];

    public static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];

    private static string[] Zip(string[] types, string[] names) => [.. types.Zip(names, static (type, name) => $"{type} {name}")];

    private static string[] Mix(string[] ones, string[] others) =>
        [.. ones.Zip(others).SelectMany(static pair => new[] { pair.First, pair.Second })];
}
