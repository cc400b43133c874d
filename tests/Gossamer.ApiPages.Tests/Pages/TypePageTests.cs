namespace Gossamer.ApiPages.Tests.Pages;

public sealed class TypePageTests
{
    private const string Source =
        """
        /// <summary>A base.</summary>
        public abstract class Base
        {
            /// <summary>Runs.</summary>
            public void Run() { }
        }

        /// <summary>A kind of it.</summary>
        public class Kind : Base
        {
            /// <summary>Inside.</summary>
            public class Inner;
        }

        /// <summary>More for it.</summary>
        public static class KindExtensions
        {
            /// <summary>Walks.</summary>
            /// <param name="kind">What walks.</param>
            public static void Walk(this Kind kind) { }
        }

        /// <summary>A choice.</summary>
        public enum Choice
        {
            /// <summary>This | that.</summary>
            Either = 4,
        }
        """;

    [Fact]
    public void Page_OfATypeWithRelatives_LinksThem() => Library.Page(Source, "Kind").ShouldContain(
        """
        - Inherited from [`Base`](Base.md): [`Run`](Base.md#run)
        - Extended by [`KindExtensions`](KindExtensions.md): [`Walk`](KindExtensions.md#walkkind)
        - Nested types: [`Kind.Inner`](Kind.Inner.md)
        """,
        Case.Sensitive);

    [Fact]
    public void Page_OfABase_NamesWhatDerivesFromIt() => Library.Page(Source, "Base")
        .ShouldContain("- Base of [`Kind`](Kind.md)\n", Case.Sensitive);

    [Fact]
    public void Page_OfAnEnum_HasATableOfItsValues() => Library.Page(Source, "Choice")
        .ShouldContain("| `Either` | 4 | This \\| that. |\n", Case.Sensitive);

    [Fact]
    public void Page_OfAPackage_ListsItsTypes() => Library.Page(Source, "README").ShouldSatisfyAllConditions(
        static page => page.ShouldContain("## Namespace Lib\n", Case.Sensitive),
        static page => page.ShouldContain(
            "| [`Choice`](Choice.md) | enum | A choice. |\n| [`Kind.Inner`](Kind.Inner.md) | class | Inside. |", Case.Sensitive));

    [Fact]
    public void Pages_MadeTwice_AreTheSame() => Library.Pages(Source).Pages.ShouldBe(Library.Pages(Source).Pages);
}
