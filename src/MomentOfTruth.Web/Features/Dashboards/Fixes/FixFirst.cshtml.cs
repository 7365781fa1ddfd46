using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>Which touchpoint to fix first, why, and how sure that is.</summary>
public sealed class FixFirstModel(
    MeasuresQuery measures, DashboardQuery dashboard, FilterChoicesQuery choices, TimeProvider clock, IStringLocalizer<SharedText> shared) : MeasuresPageModel
{
    // A company's customers add touchpoints without end; the rest of the sequence is told as a number.
    private const int MostSteps = 10, MostChoices = 20;

    private readonly HashSet<Guid> _ticked = [];

    /// <summary>Null if the filter was not understood.</summary>
    public CompanyMeasures? Measures { get; private set; }

    /// <summary>Finished journeys of the company, whatever the filter.</summary>
    public long Total { get; private set; }

    /// <summary>Null while nothing is ticked.</summary>
    public WhatIf? WhatIf { get; private set; }

    public DateOnly Today { get; private set; }

    /// <summary>Best first if there are journeys enough for a ranking, otherwise by name.</summary>
    public IReadOnlyList<Fix> Fixes => IsRanked ? Measures!.Fixes : [.. Measures!.Fixes.OrderBy(f => f.Touchpoint, StringComparer.CurrentCulture)];

    public bool IsRanked => Measures!.Survival.Verdict == SampleVerdict.Ranked;

    public IReadOnlyList<(FixStep Step, long Cumulated)> Steps
    {
        get
        {
            var sum = 0L;
            return [.. Measures!.Sequence.Take(MostSteps).Select(step => (step, sum += step.Rescued))];
        }
    }

    public int FurtherSteps => Math.Max(0, Measures!.Sequence.Count - MostSteps);

    /// <summary>What can be ticked: in the order of the sequence, and whatever is ticked already.</summary>
    public IEnumerable<(Guid Id, string Name, bool IsTicked)> Choices =>
        from step in Measures!.Sequence.Select((step, i) => (step, i))
        where step.step.TouchpointId is { } id && (step.i < MostChoices || _ticked.Contains(id))
        let known = step.step.TouchpointId!.Value
        select (known, step.step.Touchpoint, _ticked.Contains(known));

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var company = HttpContext.Company();
        Today = clock.Today(company.TimeZoneId);
        _ticked.UnionWith(Request.Query[WhatIf.FixName].Select(text => Guid.TryParse(text, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty));
        var filter = await ReadFilterAsync(
            choices, clock, Company.FixFirst, [.. _ticked.Order().Select(id => (WhatIf.FixName, (string?)id.ToString()))], cancellationToken);
        if (this.Accepts(filter, shared))
        {
            Measures = await measures.RunAsync(DashboardQuery.ScopeOf(company.Id, filter), cancellationToken);
            Total = await dashboard.TotalAsync(company.Id, cancellationToken);
            WhatIf = WhatIf.Of(Measures, _ticked);
        }
    }
}

/// <summary>Which touchpoint to fix first, why, and how sure that is: said alike wherever it is said. Of measures that rank and have a fix.</summary>
/// <param name="RescuedBy">The address of the journeys that fixing a touchpoint alone would have saved; null where no list has exactly these.</param>
/// <param name="PageOf">The address of the touchpoint's page, likewise.</param>
public sealed record FixHeadline(CompanyMeasures Measures, Func<Guid?, string?> RescuedBy, Func<Guid?, string?> PageOf)
{
    /// <summary>The touchpoints that would have saved most journeys: one, or several that would have saved equally many.</summary>
    public IReadOnlyList<Fix> Best => [.. Measures.Fixes.Where(f => f.Rescued.Count == Measures.Fixes[0].Rescued.Count)];
}
