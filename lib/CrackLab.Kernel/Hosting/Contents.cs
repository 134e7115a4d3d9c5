using System.Text.Json;
using System.Text.Json.Nodes;
using CrackLab.Kernel.Cells;
using CrackLab.Kernel.Formatting;
using CrackLab.Kernel.Protocol;

namespace CrackLab.Kernel.Hosting;

/// <summary>Contents of messages, and parts of contents, that several of them share.</summary>
internal static class Contents
{
    private static readonly JsonElement EmptyObject = JsonDocument.Parse("{}").RootElement;

    /// <summary>Content of status.</summary>
    /// <param name="state">busy, idle or starting.</param>
    public static byte[] Status(string state) => Json.Write(writer => writer.WriteString("execution_state", state));

    /// <summary>Content of display_data, update_display_data and execute_result.</summary>
    /// <param name="data">The value in each form.</param>
    /// <param name="displayId">Name by which it can be updated, or <see langword="null"/>.</param>
    /// <param name="number">The execution count of a result, or <see langword="null"/>.</param>
    public static byte[] Display(MimeBundle data, string? displayId, int? number = null) => Json.Write(writer =>
    {
        WriteData(writer, data);
        if (number is { } count)
        {
            writer.WriteNumber("execution_count", count);
        }
        else
        {
            writer.WriteStartObject("transient");
            if (displayId is not null)
            {
                writer.WriteString("display_id", displayId);
            }

            writer.WriteEndObject();
        }
    });

    /// <summary>Writes "data", which always has plain text in it, and "metadata".</summary>
    public static void WriteData(Utf8JsonWriter writer, MimeBundle data)
    {
        writer.WriteStartObject("data");
        foreach ((string mimeType, JsonNode content) in data.Data)
        {
            writer.WritePropertyName(mimeType);
            content.WriteTo(writer);
        }

        if (!data.Data.ContainsKey(MimeBundle.PlainText))
        {
            writer.WriteString(MimeBundle.PlainText, string.Join(", ", data.Data.Keys));
        }

        writer.WriteEndObject();
        WriteEmpty(writer, "metadata");
    }

    /// <summary>Writes name, value and traceback of an error.</summary>
    public static void WriteError(Utf8JsonWriter writer, CellError error)
    {
        writer.WriteString("ename", error.Name);
        writer.WriteString("evalue", error.Value);
        writer.WriteStartArray("traceback");
        foreach (string line in error.Traceback)
        {
            writer.WriteStringValue(line);
        }

        writer.WriteEndArray();
    }

    /// <summary>Content of a reply that tells of a failure of the kernel itself.</summary>
    public static byte[] Failure(Exception error) => Json.Write(writer =>
    {
        writer.WriteString("status", "error");
        WriteError(writer, ErrorOf(error));
    });

    /// <summary>Tells of an exception that no cell threw.</summary>
    public static CellError ErrorOf(Exception error) => new(error.GetType().Name, error.Message, error.ToString().Split('\n'));

    /// <summary>Writes an empty object.</summary>
    public static void WriteEmpty(Utf8JsonWriter writer, string name)
    {
        writer.WritePropertyName(name);
        EmptyObject.WriteTo(writer);
    }
}
