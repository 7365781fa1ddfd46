using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary>Which journeys a page or a file of measures is about, as its address says.</summary>
public static class MeasuresFilter
{
    /// <summary>The period if the address names none.</summary>
    public const string DefaultPeriod = "90";

    public static JourneyFilter Of(HttpContext http, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(http);
        return JourneyFilter.Parse(http.Request.Query, clock.Today(http.Company().TimeZoneId), DefaultPeriod).ForMeasures();
    }
}
