using CrackLab.Kernel.Tests.Scripting;

namespace CrackLab.Kernel.Tests.Interactive;

public sealed class FunctionsTests : IDisposable
{
    private readonly SessionFixture _cells = new();

    public void Dispose() => _cells.Dispose();

    [Theory]
    [InlineData("var d = display(1); d.Update(2);")]
    [InlineData("var d = 1.Display(); d.Update(2);")]
    [InlineData("var show = (Func<object, Action<object>>)AppContext.GetData(\"Notebook.Display\"); var update = show(1); update(2);")]
    public void Display_ThenUpdate_ChangesTheSameOutput(string code)
    {
        _cells.Value(code);
        string[] events = [.. _cells.Output.Events];
        Assert.Equal(2, events.Length);
        string id = events[0].Split(' ', ':')[1];
        Assert.Equal([$"display {id}: 1", $"update {id}: 2"], events);
    }

    [Fact]
    public void Display_AsTrailingExpression_ShowsOnce()
    {
        Assert.Null(_cells.Value("1.Display()"));
        Assert.Single(_cells.Output.Events);
    }

    [Fact]
    public void Html_AsValue_IsHtml()
    {
        var result = _cells.Run("HTML(\"<b>x</b>\")");
        Assert.Equal("<b>x</b>", result.Value!.Data["text/html"].ToString());
        Assert.Equal("<b>x</b>", result.Value.Data["text/plain"].ToString());
    }

    [Fact]
    public void Display_AskedForms_ShowsThoseAlone()
    {
        _cells.Value("display(new[] { 1, 2 }, \"text/plain\");");
        Assert.Equal("text/plain", Assert.Single(Assert.Single(_cells.Output.Displays).Data).Key);
    }

    [Fact]
    public void ClearOutput_ReachesTheFrontEnd()
    {
        _cells.Value("ClearOutput(wait: true); clear();");
        Assert.Equal(["clear True", "clear False"], _cells.Output.Events);
    }
}
