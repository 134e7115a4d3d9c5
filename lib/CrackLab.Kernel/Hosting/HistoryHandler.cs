using CrackLab.Kernel.Protocol;

namespace CrackLab.Kernel.Hosting;

/// <summary>history_request: cells that were run.</summary>
internal static class HistoryHandler
{
    /// <summary>Content of history_reply.</summary>
    public static byte[] Tell(Request request, History history)
    {
        IReadOnlyList<HistoryEntry> entries = request.Text("hist_access_type") switch
        {
            "tail" => history.Tail(request.Number("n")),
            "range" => history.Range(request.Number("session") ?? 0, request.Number("start") ?? 0, request.Number("stop")),
            "search" => history.Search(request.Text("pattern", "*"), request.Number("n"), request.Flag("unique", false)),
            _ => [],
        };
        bool hasResults = request.Flag("output", false);
        return Json.Write(writer =>
        {
            writer.WriteString("status", "ok");
            writer.WriteStartArray("history");
            foreach (HistoryEntry entry in entries)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(History.Session);
                writer.WriteNumberValue(entry.Number);
                if (hasResults)
                {
                    writer.WriteStartArray();
                    writer.WriteStringValue(entry.Code);
                    writer.WriteStringValue(entry.Result);
                    writer.WriteEndArray();
                }
                else
                {
                    writer.WriteStringValue(entry.Code);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        });
    }
}
