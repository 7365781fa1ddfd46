using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web;

/// <summary>
/// Decides for every page where it is and who may see it: every page is under its language, and the pages of a company are under its
/// policy. A page needs a signed-in person, because that is the fallback policy, unless it says <see cref="AllowAnonymousAttribute"/>; a
/// test lists these.
/// </summary>
public static class PageRoutes
{
    private const string CompanyPages = "companies/{company}", FramedPages = "embed/";

    public static IMvcBuilder AddPages(this IServiceCollection services) => services
        .Configure<RouteOptions>(options => options.ConstraintMap["culture"] = typeof(CultureConstraint))
        .AddRazorPages(options =>
        {
            options.RootDirectory = "/Features";
            options.Conventions.AddPageRoute("/Intake/Form/Form", FramedPages + "log/{company}");
            options.Conventions.AddFolderRouteModelConvention("/", Place);
        });

    private static void Place(PageRouteModel page)
    {
        foreach (var selector in page.Selectors)
        {
            var template = selector.AttributeRouteModel!.Template!.TrimStart('/');
            if (template.StartsWith(CompanyPages, StringComparison.Ordinal))
            {
                selector.EndpointMetadata.Add(new AuthorizeAttribute(CompanyPolicies.Read));
            }

            if (template.StartsWith(FramedPages, StringComparison.Ordinal))
            {
                selector.EndpointMetadata.Add(FormInFrame.Instance);
            }

            if (!template.StartsWith("error/", StringComparison.Ordinal))
            {
                selector.AttributeRouteModel.Template = AttributeRouteModel.CombineTemplates("{culture:culture}", template);
            }
        }
    }

    private sealed class CultureConstraint : IRouteConstraint
    {
        public bool Match(
            HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
            values.TryGetValue(routeKey, out var value) && value is string culture && SiteCulture.All.Contains(culture);
    }
}
