namespace CrackLab.Web.Inspection.Uploads;

/// <summary>A photo that was sent, or why it could not be taken.</summary>
/// <param name="Name">Its name, without folders and control characters; to be shown, never to be opened.</param>
/// <param name="File">Its bytes.</param>
/// <param name="Fault">Why it could not be taken, or <see langword="null"/>.</param>
internal sealed record Upload(string Name, ReadOnlyMemory<byte> File, RequestFault? Fault = null);
