using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MomentOfTruth.Web.Http;

/// <summary>Pages that answer otherwise than with 200.</summary>
public static class DrawnPages
{
    /// <summary>The page as it stands, under that status.</summary>
    public static PageResult Drawn(this PageModel model, int status)
    {
        ArgumentNullException.ThrowIfNull(model);
        var page = model.Page();
        page.StatusCode = status;
        return page;
    }
}
