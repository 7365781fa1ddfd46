using System.Globalization;

namespace MomentOfTruth.Web.Http;

/// <summary>A number as pages send it, such as a version: digits and nothing else.</summary>
public static class WholeNumber
{
    /// <summary>Null for what is none.</summary>
    public static int? Of(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
