namespace Gossamer.ApiPages.Tests.Symbols;

public sealed class SignatureTests
{
    [Theory]
    [InlineData("public abstract class T<A> : System.IDisposable where A : notnull { public abstract void Dispose(); }",
        "public abstract class T<A> : IDisposable where A : notnull")]
    [InlineData("public readonly record struct T<A>(int X);", "public readonly record struct T<A>")]
    [InlineData("public sealed record T<A>(int X);", "public sealed record T<A>")]
    [InlineData("public interface T<in A> : System.IDisposable;", "public interface T<in A> : IDisposable")]
    [InlineData("public static class T<A>;", "public static class T<A>")]
    [InlineData("public delegate A? T<A>(in int x, string? y = null);", "public delegate A? T<A>(in int x, string? y = null);")]
    [InlineData("[System.Obsolete(\"Old.\")] public readonly ref struct T<A>;", "[Obsolete(\"Old.\")]\npublic readonly ref struct T<A>")]
    public void Type_Declared_IsCSharp(string source, string expected) =>
        Library.Page($"/// <summary>A type.</summary>\n{source}", "T-1").ShouldContain($"```csharp\n{expected}\n```", Case.Sensitive);

    [Theory]
    [InlineData("public required string? Name { get; init; }", "public required string? Name { get; init; }")]
    [InlineData("public int Count { get; private set; }", "public int Count { get; }")]
    [InlineData("protected virtual System.Threading.Tasks.ValueTask<int> Run<A>(A a, params int[] b) where A : struct => default;",
        "protected virtual ValueTask<int> Run<A>(A a, params int[] b) where A : struct;")]
    [InlineData("public const int Most = 5;", "public const int Most = 5;")]
    [InlineData("public event System.Action? Changed;", "public event Action? Changed;")]
    [InlineData("public static bool operator ==(T a, T b) => true; public static bool operator !=(T a, T b) => true;",
        "public static bool operator ==(T a, T b);")]
    [InlineData("public int this[int index] => 1;", "public int this[int index] { get; }")]
    [InlineData("public (int A, int B) Both(System.Func<int, int> aRatherLongName, "
        + "System.Func<(int, int), int> another, int andAThirdOne) => default;",
        "public (int A, int B) Both(\n    Func<int, int> aRatherLongName,\n    Func<(int, int), int> another,\n    int andAThirdOne);")]
    public void Member_Declared_IsCSharp(string source, string expected) =>
        Library.Page($"/// <summary>A type.</summary>\npublic class T {{ {source} }}", "T")
            .ShouldContain($"```csharp\n{expected}\n```", Case.Sensitive);

    [Theory]
    [InlineData("internal int Hidden;")]
    [InlineData("private protected int Hidden => 1;")]
    [InlineData("private class Hidden;")]
    public void Member_ThatNobodyCanName_IsNotOnThePage(string source) =>
        Library.Page($"/// <summary>A type.</summary>\npublic class T {{ {source} }}", "T").ShouldNotContain("Hidden");

    [Fact]
    public void Record_OnItsPage_HasOnlyWhatSomebodyWrote() => Library.Page(
        "/// <summary>A type.</summary>\n/// <param name=\"X\">A number.</param>\npublic record T(int X);", "T")
        .Split('\n').Where(static line => line.StartsWith("###", StringComparison.Ordinal)).ShouldBe(["### `T(int)`", "### `X`"]);

    [Fact]
    public void Overloads_WithTheSameFragment_AreNumberedAsGitHubDoes()
    {
        var anchors = new Gossamer.ApiPages.Symbols.Anchors();
        anchors.Next("`On<T1, T2>(Func<T1>)`").ShouldBe("ont1-t2funct1");
        anchors.Next("`On<T1, T2>(Func<T1?>)`").ShouldBe("ont1-t2funct1-1");
    }
}
