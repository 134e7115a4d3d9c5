using System.Text.Json.Nodes;
using CrackLab.Kernel.Formatting;

namespace CrackLab.Kernel.Tests.Formatting;

/// <summary>The convention by which a type brings its own formatters, with an attribute that this assembly declares itself.</summary>
public sealed class ConventionFormattersTests
{
    [AttributeUsage(AttributeTargets.Class)]
    private sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
    {
        public Type FormatterSourceType { get; } = formatterSourceType;

        public string[] PreferredMimeTypes { get; set; } = [];
    }

    [TypeFormatterSource(typeof(ChartFormatters), PreferredMimeTypes = ["text/html"])]
    private class Chart
    {
        public override string ToString() => "a chart";
    }

    private sealed class SpecialChart : Chart;

    public sealed class ChartFormatters
    {
        public IEnumerable<object> CreateTypeFormatters() => [new HtmlOfChart(), new JsonOfChart(), new DeclinedForm()];
    }

    public sealed class HtmlOfChart
    {
        public string MimeType => "text/html";

        public bool Format(object instance, TextWriter writer)
        {
            writer.Write($"<b>{instance}</b>");
            return true;
        }
    }

    public sealed class JsonOfChart
    {
        public string MimeType => "application/vnd.plotly.v1+json";

        public bool Format(object instance, TextWriter writer)
        {
            writer.Write("""{"data":[1]}""");
            return true;
        }
    }

    public sealed class DeclinedForm
    {
        public string MimeType => "image/png";

        public bool Format(object instance, TextWriter writer) => false;
    }

    [TypeFormatterSource(typeof(string))]
    private sealed class Broken
    {
        public override string ToString() => "broken one";
    }

    [Fact]
    public void Format_TypeWithFormatters_GivesEveryFormTheyWrite()
    {
        MimeBundle bundle = Formatter.Format(new Chart());

        Assert.Equal(["application/vnd.plotly.v1+json", "text/html", "text/plain"], bundle.Data.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("<b>a chart</b>", (string?)bundle.Data["text/html"]);
        Assert.IsType<JsonArray>(bundle.Data["application/vnd.plotly.v1+json"]["data"]);
        Assert.Equal("a chart", (string?)bundle.Data["text/plain"]);
    }

    [Fact]
    public void Format_DerivedType_UsesItsBasesFormatters() =>
        Assert.Equal("<b>a chart</b>", (string?)Formatter.Format(new SpecialChart()).Data["text/html"]);

    [Fact]
    public void Format_BrokenFormatters_FallsBackToTextAndSaysWhy()
    {
        string text = (string)Formatter.Format(new Broken()).Data["text/plain"]!;

        Assert.StartsWith("broken one", text, StringComparison.Ordinal);
        Assert.Contains("its formatter failed", text, StringComparison.Ordinal);
    }
}
