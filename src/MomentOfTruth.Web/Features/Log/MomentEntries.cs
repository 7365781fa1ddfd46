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
            companyId, [.. moments.Select(said => (said.Touchpoint, said.Channel ?? TouchpointTemplates.ChannelOf(said.Touchpoint) ?? Channel.Other))], cancellationToken);
        return [.. moments.Zip(touchpoints, (said, touchpoint) => new MomentEntry(
            touchpoint.Id, said.Channel ?? touchpoint.Channel, said.Score, said.OccurredOn, said.OccurredAt, said.Story))];
    }
}
