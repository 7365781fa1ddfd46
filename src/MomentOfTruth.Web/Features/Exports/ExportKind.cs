namespace MomentOfTruth.Web.Features.Exports;

/// <summary>What each row of a file is. The words for kinds are the names in lower case.</summary>
public enum ExportKind
{
    Journeys,
    Moments,
}

/// <summary>The words for kinds of files, in addresses, file names and commands.</summary>
public static class ExportKinds
{
    public static readonly IReadOnlyList<string> Codes = [.. Enum.GetValues<ExportKind>().Select(ToCode)];

    public static string ToCode(this ExportKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Returns null if the word is not a kind of file.</summary>
    public static ExportKind? FromCode(string? code) =>
        Enum.GetValues<ExportKind>().Where(kind => kind.ToCode() == code).Select(kind => (ExportKind?)kind).FirstOrDefault();
}

/// <summary>A company's products and touchpoints by their ids, as they are called in files: not translated.</summary>
internal sealed record ExportNames(IReadOnlyDictionary<Guid, string> Products, IReadOnlyDictionary<Guid, string> Touchpoints)
{
    public string? Product(Guid? id) => id is { } known ? Products[known] : null;

    public string? Touchpoint(Guid? id) => id is { } known ? Touchpoints[known] : null;
}
