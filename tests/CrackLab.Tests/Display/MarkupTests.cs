using CrackLab.Display;

namespace CrackLab.Tests.Display;

public sealed class MarkupTests
{
    [Fact]
    public void Of_TextInAHole_IsEncoded()
    {
        string text = "<b a='1'>\"&\"</b>";

        Assert.Equal("<p>&lt;b a=&#39;1&#39;&gt;&quot;&amp;&quot;&lt;/b&gt;</p>", Markup.Of($"<p>{text}</p>").Text);
    }

    [Fact]
    public void Of_MarkupInAHole_StaysAsItIs()
    {
        Markup inner = Markup.Of($"<i>{"&"}</i>");

        Assert.Equal("<p><i>&amp;</i><i>&amp;</i></p>", Markup.Of($"<p>{new[] { inner, inner }}</p>").Text);
    }

    [Fact]
    public void Of_Numbers_UseAPoint() => Assert.Equal("1.25 1,234 7", Markup.Of($"{1.2499} {1234:#,0} {7}").Text);

    [Theory]
    [InlineData("a\u0001b", "a\uFFFDb")]
    [InlineData("ü😀\t", "ü😀\t")]
    [InlineData(null, "")]
    public void Encode_WhatXmlCannotHold_IsReplaced(string? text, string expected) =>
        Assert.Equal(expected, Markup.Encode(text));

    // A Fact: half a surrogate pair does not survive in an attribute.
    [Fact]
    public void Encode_HalfASurrogatePair_IsReplaced() => Assert.Equal("a\uFFFDb", Markup.Encode("a\uD800b"));
}
