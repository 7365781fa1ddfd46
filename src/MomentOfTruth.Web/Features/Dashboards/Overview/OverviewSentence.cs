using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Domain.Statistics;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// The overview in one sentence that can be sent on: how many journeys collapse, what to fix first, and what changed. It never says more
/// than there is evidence for.
/// </summary>
/// <param name="Fix">Null if no journey collapsed.</param>
/// <param name="Change">Null where the period is held against nothing.</param>
public sealed record OverviewSentence(IHtmlContent Collapse, IHtmlContent? Fix, IHtmlContent? Change)
{
    // One in eleven and fewer is better said in percent; so is a share that is not close to one in so many.
    private const double Tolerance = 0.1;

    public static OverviewSentence Of(OverviewModel page, IStringLocalizer<OverviewText> text)
    {
        var view = page.View!;
        return new OverviewSentence(
            CollapseOf(view.Measures, page, text),
            view.Measures.Collapsed == 0 ? null : FixOf(view, page, text),
            view.Before is null ? null : ChangeOf(Domain.Statistics.Change.OfShares(
                view.Before.Survival, view.Measures.Survival, moreIsBetter: true), page.AgainstWords(text)!, text));
    }

    private static IHtmlContent CollapseOf(CompanyMeasures measures, OverviewModel page, IStringLocalizer<OverviewText> text)
    {
        var collapsed = new Proportion(measures.Collapsed, measures.Journeys);
        var count = DashboardHtml.Linked(measures.Collapsed, page.Journeys(f => f with { Collapsed = true }));
        var all = Display.Count(measures.Journeys);
        if (measures.Collapsed == 0)
        {
            return text.Sentence("Say.None", all);
        }

        if (collapsed.Verdict == SampleVerdict.CountsOnly)
        {
            return text.Sentence("Say.Few", count, all);
        }

        var (rate, names) = (collapsed.Rate!.Value, text["Say.Numbers"].Value.Split(','));
        var oneIn = (int)Math.Round(1 / rate);
        return oneIn >= 2 && oneIn - 2 < names.Length && Math.Abs((rate * oneIn) - 1) <= Tolerance
            ? text.Sentence("Say.OneIn", names[oneIn - 2], count, all)
            : text.Sentence("Say.Share", Display.Percent(rate), count, all);
    }

    private static IHtmlContent FixOf(DashboardView view, OverviewModel page, IStringLocalizer<OverviewText> text)
    {
        var (first, measures) = (view.First, view.Measures);
        if (first.Verdict is FirstToFixVerdict.TooFew or FirstToFixVerdict.Nothing)
        {
            return text.Sentence("Say.FixTooFew");
        }

        var collapsed = Display.Count(measures.Collapsed);
        var said = first switch
        {
            { RunnerUp: null } => text.Sentence("Say.FixAlone", Name(first.Share!), Saved(first.Share!), collapsed),
            { Verdict: FirstToFixVerdict.TooClose, RunnerUp: { } second } =>
                text.Sentence("Say.FixClose", Name(first.Share!), Name(second), Saved(first.Share!), Saved(second), collapsed),
            { RunnerUp: { } second } =>
                text.Sentence("Say.Fix", Name(first.Share!), Saved(first.Share!), collapsed, second.Touchpoint, Saved(second)),
        };
        return first.DoAgree || first.Rescue is not { } rescue ? said : new HtmlContentBuilder()
            .AppendHtml(said)
            .Append(" ")
            .AppendHtml(text.Sentence(
                "Say.FixDisagrees",
                DashboardHtml.Linked(rescue.Touchpoint, page.TouchpointPage(rescue.TouchpointId)),
                DashboardHtml.Linked(rescue.Rescued.Count, page.RescuedBy(rescue.TouchpointId))));

        IHtmlContent Name(FairShare share) => DashboardHtml.Linked(share.Touchpoint, page.TouchpointPage(share.TouchpointId));

        IHtmlContent Saved(FairShare share) => DashboardHtml.Linked(
            measures.Fixes.FirstOrDefault(fix => fix.Touchpoint == share.Touchpoint)?.Rescued.Count ?? 0, page.RescuedBy(share.TouchpointId));
    }

    private static IHtmlContent ChangeOf(Change change, string against, IStringLocalizer<OverviewText> text) =>
        change.Verdict == ChangeVerdict.TooFew
            ? text.Sentence("Say.TooFew", against)
            : text.Sentence(
                "Say." + change.Verdict,
                against,
                DashboardHtml.Points(change.Value!.Value),
                DashboardHtml.Points(change.Low!.Value),
                DashboardHtml.Points(change.High!.Value));
}
