namespace MomentOfTruth.Web.Features.Exports;

/// <summary>The words for kinds of files, in addresses, file names and commands.</summary>
public static class ExportKinds
{
    public static readonly IReadOnlyList<string> Codes = [.. Enum.GetValues<ExportKind>().Select(ToCode)];

    public static string ToCode(this ExportKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>Null for a word that is no kind of file.</summary>
    public static ExportKind? FromCode(string? code) =>
        Enum.GetValues<ExportKind>().Where(kind => kind.ToCode() == code).Select(kind => (ExportKind?)kind).FirstOrDefault();
}
