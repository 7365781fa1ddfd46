using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>
/// Finds the touchpoints and products that customers name in the company's own lists, and adds those that are missing there.
/// </summary>
public sealed class EntryNames(CompanyRegister register)
{
    public async Task<MomentEntry> EntryAsync(Guid companyId, NamedMoment moment, CancellationToken cancellationToken) =>
        (await EntriesAsync(companyId, [moment], cancellationToken))[0];

    public async Task<IReadOnlyList<MomentEntry>> EntriesAsync(
        Guid companyId, IReadOnlyList<NamedMoment> moments, CancellationToken cancellationToken)
    {
        var touchpoints = await register.FindOrAddTouchpointsAsync(
            [.. moments.Select(moment => NameOf(companyId, moment))], cancellationToken);
        return
        [
            .. moments.Zip(touchpoints, (moment, touchpoint) =>
                new MomentEntry(touchpoint.CountedId, moment.Channel ?? touchpoint.Channel, moment)),
        ];
    }

    /// <summary>Returns null if no product is named.</summary>
    public async Task<Guid?> ProductAsync(Guid companyId, string? name, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(name)
            ? null
            : (await register.FindOrAddProductAsync(companyId, name, NameState.Proposed, cancellationToken)).CountedId;

    // A suggested touchpoint is the same one in whichever language it was chosen.
    private static NamedTouchpoint NameOf(Guid companyId, NamedMoment moment) =>
        TouchpointTemplates.Named(moment.Touchpoint) is { } template
        ? new(companyId, moment.Touchpoint, template.Name, template.KoreanName, moment.Channel ?? template.Channel)
        : new(companyId, moment.Touchpoint, moment.Touchpoint, null, moment.Channel ?? Channel.Other);
}
