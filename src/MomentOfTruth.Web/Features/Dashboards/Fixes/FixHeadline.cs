using Microsoft.AspNetCore.Html;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Domain.Measures;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>
/// Which touchpoint to fix first, why, and how sure that is: by fair share, with what fixing it alone would have saved beside it, and where
/// the two disagree. Of measures that rank and have a collapsed journey.
/// </summary>
/// <param name="First">What to fix, in a few words.</param>
/// <param name="Why">The figures behind it.</param>
/// <param name="Sure">How far it is ahead; null if no other touchpoint has a zero.</param>
/// <param name="Other">What the other way of counting puts first.</param>
public sealed record FixHeadline(IHtmlContent First, IHtmlContent Why, IHtmlContent? Sure, IHtmlContent Other)
{
    public static FixHeadline Of(CompanyMeasures measures, MeasuresPageModel page, IStringLocalizer<FixText> text)
    {
        var first = FirstToFix.Of(measures);
        var (share, all, lead) = (first.Share!, Display.Count(measures.Journeys), first.Lead!);
        var (ahead, low, high) = (DashboardHtml.Points(lead.Value), DashboardHtml.Points(lead.Low), DashboardHtml.Points(lead.High));
        return new FixHeadline(
            first is { Verdict: FirstToFixVerdict.TooClose, RunnerUp: { } close }
                ? text.Sentence("Headline.TooClose", Name(share), Name(close))
                : text.Sentence("Headline.First", Name(share)),
            first is { Verdict: FirstToFixVerdict.TooClose, RunnerUp: { } next }
                ? text.Sentence("Headline.WhyTooClose", Display.Percent(share.Share), Display.Percent(next.Share), Saved(share), Saved(next), all)
                : text.Sentence(
                    "Headline.Why", Display.Percent(share.Share), Display.Percent(share.Low), Display.Percent(share.High), Saved(share), all),
            first.RunnerUp is { } second
                ? text.Sentence(lead.IsCertain ? "Headline.Sure" : "Headline.Unsure", second.Touchpoint, ahead, low, high)
                : null,
            first switch
            {
                { Rescue: null } => text.Sentence("Headline.None", Display.Count(measures.Collapsed)),
                { DoAgree: true, Verdict: FirstToFixVerdict.TooClose } => text.Sentence("Headline.AgreeClose", share.Touchpoint),
                { DoAgree: true } => text.Sentence("Headline.Agree"),
                { Rescue: { } rescue } => text.Sentence(
                    "Headline.Disagree",
                    DashboardHtml.Linked(rescue.Touchpoint, page.TouchpointPage(rescue.TouchpointId)),
                    DashboardHtml.Linked(rescue.Rescued.Count, page.RescuedBy(rescue.TouchpointId)),
                    share.Touchpoint),
            });

        IHtmlContent Name(FairShare of) => DashboardHtml.Linked(of.Touchpoint, page.TouchpointPage(of.TouchpointId));

        IHtmlContent Saved(FairShare of) => DashboardHtml.Linked(
            measures.Fixes.FirstOrDefault(fix => fix.Touchpoint == of.Touchpoint)?.Rescued.Count ?? 0, page.RescuedBy(of.TouchpointId));
    }
}
