namespace Gossamer.ApiPages.Tests.Pages;

public sealed class ProseTests
{
    [Theory]
    [InlineData("<see cref=\"Other\"/>", "[`Other`](Other.md)")]
    [InlineData("<see cref=\"Other.Name\"/>", "[`Other.Name`](Other.md#name)")]
    [InlineData("<see cref=\"Other.Do(int)\"/>", "[`Other.Do`](Other.md#doint)")]
    [InlineData("<see cref=\"Other\">the other</see>", "[the other](Other.md)")]
    [InlineData("<see cref=\"Mine\"/>", "[`Mine`](#mine)")]
    [InlineData("<see cref=\"Hidden\"/>", "`Hidden`")]
    [InlineData("<see cref=\"System.Collections.Generic.List{T}.Clear\"/>",
        "[`List<T>.Clear`](https://learn.microsoft.com/dotnet/api/system.collections.generic.list-1.clear)")]
    [InlineData("<see langword=\"null\"/>", "`null`")]
    [InlineData("<paramref name=\"x\"/>", "`x`")]
    [InlineData("<c>a ` b</c>", "`` a ` b ``")]
    [InlineData("a*b &lt;i&gt; [c]", @"a\*b \<i> \[c\]")]
    [InlineData("# no heading", @"\# no heading")]
    [InlineData("1. no list", @"1\. no list")]
    [InlineData("one\n/// <para>two</para> three", "one\n\ntwo\n\nthree")]
    [InlineData("<list type=\"bullet\"><item>a</item><item><term>b</term><description>c</description></item></list>", "- a\n- **b**: c")]
    [InlineData("<code>\n///   a\n///     b\n/// </code>", "```\na\n  b\n```")]
    public void Summary_WithElements_IsMarkdown(string summary, string expected) => Library.Page(
        $$"""
        /// <summary>{{summary}}</summary>
        public class Subject
        {
            /// <summary>It.</summary>
            public int Mine => 1;
        }

        /// <summary>Another.</summary>
        public class Other
        {
            /// <summary>Its name.</summary>
            public string Name => "";

            /// <summary>Does it.</summary>
            public void Do() { }

            /// <summary>Does it so often.</summary>
            public void Do(int times) { }
        }

        internal class Hidden;
        """,
        "Subject").ShouldContain($"namespace `Lib`.\n\n{expected}\n\n```csharp\npublic class Subject\n", Case.Sensitive);

    [Fact]
    public void Summary_WithWhatThePagesDoNotKnow_IsAProblem() => Library.Pages(
        """
        /// <summary>A <blink>type</blink> like <see cref="Nothing"/>.</summary>
        public class Subject;

        /// <summary>Another.</summary>
        public class Other
        {
            public int Silent => 1;
        }
        """).Problems.ShouldBe([
            "Lib.Other.Silent: it has no summary",
            "Lib.Subject: <blink> is an element that the pages do not know",
            "Lib.Subject: cref=\"!:Nothing\" is not found",
        ]);
}
