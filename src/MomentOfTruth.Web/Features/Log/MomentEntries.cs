using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Features.Companies;

namespace MomentOfTruth.Web.Features.Log;

/// <summary>Turns what customers said of moments into entries, with the company's own touchpoints; those it does not know yet are added.</summary>
public sealed class MomentEntries(CompanyRegister register)
{
    public async Task<MomentEntry> OfAsync(Guid companyId, SaidMoment said, CancellationToken cancellationToken) =>
        (await OfAsync(companyId, [said], cancellationToken))[0];

    public async Task<IReadOnlyList<MomentEntry>> OfAsync(Guid companyId, IReadOnlyList<SaidMoment> moments, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(moments);
        var touchpoints = await register.FindOrAddTouchpointsAsync(
            companyId, [.. moments.Select(NameOf)], cancellationToken);
        return [.. moments.Zip(touchpoints, (said, touchpoint) => new MomentEntry(
            touchpoint.Id, said.Channel ?? touchpoint.Channel, said.Score, said.OccurredOn, said.OccurredAt, said.Story))];
    }

    // One that we suggested is the same touchpoint in whichever language it was chosen.
    private static NamedTouchpoint NameOf(SaidMoment said) => TouchpointTemplates.Named(said.Touchpoint) is { } template
        ? new(said.Touchpoint, template.Name, template.KoreanName, said.Channel ?? template.Channel)
        : new(said.Touchpoint, said.Touchpoint, null, said.Channel ?? Channel.Other);
}
