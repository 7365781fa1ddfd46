namespace MomentOfTruth.Web.Http;

/// <summary>
/// Refuses addresses with NUL in them: no page has one, and PostgreSQL could not look for it. In a posted form each NUL becomes another
/// character that cannot be stored, because the framework would throw the whole form away: so the page can say it beside the field.
/// </summary>
public static class NulRefusal
{
    public static IApplicationBuilder UseNulRefusal(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var request = http.Request;
        var refused = request.Path.Value?.Contains('\0', StringComparison.Ordinal) == true
            || request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true;
        if (refused)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        }

        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true)
        {
            request.Body = new NulFreeStream(request.Body);
        }

        return next(http);
    });
}
