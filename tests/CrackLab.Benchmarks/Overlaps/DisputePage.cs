using System.Globalization;
using System.Net;
using System.Text;
using CrackLab.Data.Overlaps;
using CrackLab.Imaging;

namespace CrackLab.Benchmarks.Overlaps;

/// <summary>A page of the links in dispute: what both crops show of the area that they are said to share, side by side.</summary>
internal static class DisputePage
{
    private const int Quality = 70;

    public static void Write(string file, string root, OverlapScore score)
    {
        var page = new StringBuilder(
            """
            <!doctype html><meta charset="utf-8"><title>Links in dispute</title>
            <style>body{font:14px system-ui;margin:1em}figure{display:inline-block;margin:4px;width:240px;vertical-align:top}
            img{width:118px;height:118px;object-fit:contain;background:#ddd}figcaption{font-size:11px;overflow-wrap:anywhere}.no{outline:3px solid #d55e00}</style>
            <h1>Links between groups of the table</h1>
            <p>What each crop shows of the shared area. Framed: not borne out by the pixels.</p>

            """);
        foreach ((OverlapLink link, PixelProof proof) in score.Disputed.Zip(score.Proofs).OrderBy(pair => pair.Second.Holds).ThenBy(pair => pair.Second.Correlation))
        {
            (Image one, Image other) = SharedArea.Of(root, link);
            page.Append(CultureInfo.InvariantCulture, $"<figure{(proof.Holds ? "" : " class=no")}>{Picture(one)}{Picture(other)}");
            page.Append(CultureInfo.InvariantCulture, $"<figcaption>{WebUtility.HtmlEncode(link.ToString())}; at full resolution {proof.Correlation:0.00}, {proof.Agreeing} of 4 parts</figcaption></figure>\n");
        }

        File.WriteAllText(file, page.ToString());
    }

    private static string Picture(Image image) =>
        $"<img alt=\"\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(JpegEncoder.Encode(image, Quality))}\">";
}
