using CrackLab.Kernel.Notebooks;

namespace CrackLab.Kernel.Tests.Notebooks;

public sealed class NotebookPageTests
{
    [Fact]
    public void Write_Notebook_ShowsTextCodeAndOutputs()
    {
        NotebookFile notebook = NotebookFile.Parse(
            """
            {"cells":[
              {"cell_type":"markdown","id":"a","metadata":{},"source":"# Look\n\n| a | b |\n|---|---|\n| 1 | 2 |"},
              {"cell_type":"code","id":"b","metadata":{},"execution_count":1,"source":"var x = \"<b>\"; // why\n#!time",
               "outputs":[
                {"output_type":"stream","name":"stdout","text":["10 %\r","20 %\r","30 % <done>\n"]},
                {"output_type":"error","ename":"E","evalue":"v","traceback":["\u001b[31mE: v\u001b[0m"]},
                {"output_type":"display_data","metadata":{},"data":{"text/html":["<i>rich</i>"],"text/plain":["poor"]}},
                {"output_type":"execute_result","execution_count":1,"metadata":{},"data":{"image/png":"AAAA\n"}}]}],
             "metadata":{},"nbformat":4,"nbformat_minor":5}
            """,
            "n");

        string html = NotebookPage.Write(notebook, "a & b");

        Assert.Contains("<title>a &amp; b</title>", html, StringComparison.Ordinal);
        Assert.Contains(">Look</h1>", html, StringComparison.Ordinal);
        Assert.Contains("<table>", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"s\">&quot;&lt;b&gt;&quot;</span>", html, StringComparison.Ordinal);
        Assert.Contains("<span class=\"c\">// why</span>", html, StringComparison.Ordinal);
        Assert.Contains("<pre class=\"stdout\">30 % &lt;done&gt;\n</pre>", html, StringComparison.Ordinal);
        Assert.Contains("<pre class=\"stderr\">E: v</pre>", html, StringComparison.Ordinal);
        Assert.Contains("<i>rich</i>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("poor", html, StringComparison.Ordinal);
        Assert.Contains("src=\"data:image/png;base64,AAAA\"", html, StringComparison.Ordinal);
    }
}
