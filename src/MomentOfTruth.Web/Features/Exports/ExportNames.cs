namespace MomentOfTruth.Web.Features.Exports;

/// <summary>A company's products and touchpoints by their ids, as they are called in files: not translated.</summary>
internal sealed record ExportNames(IReadOnlyDictionary<Guid, string> Products, IReadOnlyDictionary<Guid, string> Touchpoints)
{
    public string? Product(Guid? id) => id is { } known ? Products[known] : null;

    public string? Touchpoint(Guid? id) => id is { } known ? Touchpoints[known] : null;
}
