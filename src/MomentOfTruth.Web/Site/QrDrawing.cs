using System.Collections;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using QRCoder;

namespace MomentOfTruth.Web.Site;

/// <summary>Draws an address as a QR code in SVG: always dark on white, with the quiet margin that cameras need.</summary>
public static class QrDrawing
{
    /// <param name="address">The address that a camera reads.</param>
    /// <param name="label">The description for people who cannot see it. The page shows the address as text too.</param>
    public static IHtmlContent Of(string address, string label)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var size = code.ModuleMatrix.Count.ToString(CultureInfo.InvariantCulture);
        var path = new TagBuilder("path");
        path.MergeAttribute("d", Dark(code.ModuleMatrix));
        var drawing = new TagBuilder("svg");
        drawing.AddCssClass("qr");
        drawing.MergeAttribute("viewBox", $"0 0 {size} {size}");
        drawing.MergeAttribute("shape-rendering", "crispEdges");
        drawing.MergeAttribute("role", "img");
        drawing.MergeAttribute("aria-label", label);
        drawing.InnerHtml.AppendHtml(path);
        return drawing;
    }

    // Adjacent dark modules of a row are drawn as one rectangle.
    private static string Dark(List<BitArray> rows)
    {
        var path = new StringBuilder();
        foreach (var (y, row) in rows.Index())
        {
            for (var x = 0; x < row.Count; x++)
            {
                var start = x;
                while (x < row.Count && row[x])
                {
                    x++;
                }

                if (x > start)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1H{start}z");
                }
            }
        }

        return path.ToString();
    }
}
