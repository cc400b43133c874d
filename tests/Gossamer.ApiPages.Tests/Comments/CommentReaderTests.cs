namespace Gossamer.ApiPages.Tests.Comments;

public sealed class CommentReaderTests
{
    [Fact]
    public void Inheritdoc_OfAnOverride_TakesTheCommentOfTheBase() => Library.Page(
        """
        /// <summary>A base.</summary>
        public abstract class Base
        {
            /// <summary>Runs it.</summary>
            /// <param name="times">How often.</param>
            public abstract void Run(int times);
        }

        /// <summary>One that runs.</summary>
        public class Runner : Base
        {
            /// <inheritdoc/>
            public override void Run(int times) { }
        }
        """,
        "Runner").ShouldSatisfyAllConditions(
            static page => page.ShouldContain("### `Run(int)`\n\nRuns it.\n", Case.Sensitive),
            static page => page.ShouldContain("- `times` (`int`): How often.", Case.Sensitive));

    [Fact]
    public void Inheritdoc_WithACref_AddsWhatTheOwnCommentLacks() => Library.Page(
        """
        /// <summary>A type.</summary>
        public class Emitter
        {
            /// <summary>Emits nothing.</summary>
            /// <param name="name">The name.</param>
            /// <returns>Whether it went out.</returns>
            /// <exception cref="System.ArgumentException">The name is reserved.</exception>
            public bool Emit(string name) => true;

            /// <summary>Emits something.</summary>
            /// <param name="what">What.</param>
            /// <inheritdoc cref="Emit(string)"/>
            public bool Emit(string name, object what) => true;
        }
        """,
        "Emitter").ShouldContain(
            """
            ### `Emit(string, object)`

            Emits something.

            ```csharp
            public bool Emit(string name, object what);
            ```

            **Parameters**

            - `name` (`string`): The name.
            - `what` (`object`): What.

            **Returns**

            - `bool`: Whether it went out.

            **Exceptions**

            - [`ArgumentException`](https://learn.microsoft.com/dotnet/api/system.argumentexception): The name is reserved.
            """,
            Case.Sensitive);

    [Fact]
    public void Inheritdoc_InsideASummary_IsReplacedByThatSummary() => Library.Page(
        """
        /// <summary>A type.</summary>
        public class Box
        {
            /// <summary>How large it is.</summary>
            public int Size => 1;

            /// <summary><inheritdoc cref="Size"/> In bytes.</summary>
            public int Bytes => 1;
        }
        """,
        "Box").ShouldContain("### `Bytes`\n\nHow large it is. In bytes.\n", Case.Sensitive);

    [Fact]
    public void Inheritdoc_OfAnInterfaceThatIsInternal_TakesItsComment() => Library.Page(
        """
        internal interface IHolder
        {
            /// <summary>Lets go.</summary>
            void Release();
        }

        /// <summary>A type.</summary>
        public class Holder : IHolder
        {
            /// <inheritdoc/>
            public void Release() { }
        }
        """,
        "Holder").ShouldSatisfyAllConditions(
            static page => page.ShouldContain("### `Release()`\n\nLets go.\n", Case.Sensitive),
            static page => page.ShouldContain("public class Holder\n", Case.Sensitive));

    [Fact]
    public void Inheritdoc_OfAnotherLibrary_NamesTheMember() => Library.Page(
        """
        /// <summary>A type.</summary>
        public sealed class Handle : System.IDisposable
        {
            /// <inheritdoc/>
            public void Dispose() { }
        }
        """,
        "Handle").ShouldContain(
            "Implements [`IDisposable.Dispose`](https://learn.microsoft.com/dotnet/api/system.idisposable.dispose).", Case.Sensitive);

    [Fact]
    public void Inheritdoc_InACircle_IsAMissingSummary() => Library.Pages(
        """
        /// <summary>A type.</summary>
        public class Circle
        {
            /// <inheritdoc cref="Two"/>
            public int One => 1;

            /// <inheritdoc cref="One"/>
            public int Two => 2;
        }
        """).Problems.ShouldBe(["Lib.Circle.One: it has no summary", "Lib.Circle.Two: it has no summary"]);
}
