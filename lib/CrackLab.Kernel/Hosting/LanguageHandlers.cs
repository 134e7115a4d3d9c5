using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Protocol;

namespace CrackLab.Kernel.Hosting;

/// <summary>complete, inspect and is_complete: what an editor asks.</summary>
/// <param name="session">Knows the language and the cells' state.</param>
internal sealed class LanguageHandlers(Lazy<ICellSession> session)
{
    /// <summary>Content of complete_reply.</summary>
    public byte[] Complete(Request request)
    {
        string code = request.Text("code");
        CompletionList list = session.Value.Complete(code, PositionIn(code, request));
        int start = CodePoints.FromUtf16(code, list.Start);
        int end = CodePoints.FromUtf16(code, list.End);
        return Json.Write(writer =>
        {
            writer.WriteString("status", "ok");
            writer.WriteNumber("cursor_start", start);
            writer.WriteNumber("cursor_end", end);
            writer.WriteStartArray("matches");
            foreach (CompletionItem item in list.Items)
            {
                writer.WriteStringValue(item.Text);
            }

            writer.WriteEndArray();
            writer.WriteStartObject("metadata");
            writer.WriteStartArray("_jupyter_types_experimental");
            foreach (CompletionItem item in list.Items)
            {
                writer.WriteStartObject();
                writer.WriteNumber("start", start);
                writer.WriteNumber("end", end);
                writer.WriteString("text", item.Text);
                writer.WriteString("type", item.Kind);
                writer.WriteString("signature", item.Signature);
                writer.WriteString("documentation", item.Documentation);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary>Content of inspect_reply.</summary>
    public byte[] Inspect(Request request)
    {
        string code = request.Text("code");
        MimeBundle? found = session.Value.Inspect(code, PositionIn(code, request));
        return Json.Write(writer =>
        {
            writer.WriteString("status", "ok");
            writer.WriteBoolean("found", found is not null);
            if (found is not null)
            {
                Contents.WriteData(writer, found);
            }
            else
            {
                Contents.WriteEmpty(writer, "data");
                Contents.WriteEmpty(writer, "metadata");
            }
        });
    }

    /// <summary>Content of is_complete_reply.</summary>
    public byte[] IsComplete(Request request)
    {
        string code = request.Text("code");
        Completeness completeness = session.Value.CheckCompleteness(code);
        return Json.Write(writer =>
        {
            switch (completeness)
            {
                case Completeness.Complete:
                    writer.WriteString("status", "complete");
                    break;
                case Completeness.Incomplete:
                    writer.WriteString("status", "incomplete");
                    writer.WriteString("indent", Indentation.After(code));
                    break;
                default:
                    writer.WriteString("status", "invalid");
                    break;
            }
        });
    }

    private static int PositionIn(string code, Request request) =>
        CodePoints.ToUtf16(code, request.Number("cursor_pos") ?? code.Length);
}
