using System.Globalization;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Values that stand in the address of a page, such as <c>{journey:guid}</c>, for code that handlers do not pass them to. They are there
/// and well-formed, because the page's route has matched.
/// </summary>
public static class RouteValues
{
    public static string Text(this RouteData route, string name) => (string)route.Values[name]!;

    public static Guid Id(this RouteData route, string name) => Guid.Parse(route.Text(name));

    public static int Number(this RouteData route, string name) => int.Parse(route.Text(name), CultureInfo.InvariantCulture);
}
