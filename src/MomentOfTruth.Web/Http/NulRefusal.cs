namespace MomentOfTruth.Web.Http;

/// <summary>Refuses addresses with NUL in them: no page has one, and PostgreSQL could not look for it. Forms say so beside the field.</summary>
public static class NulRefusal
{
    public static IApplicationBuilder UseNulRefusal(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        var refused = http.Request.Path.Value?.Contains('\0', StringComparison.Ordinal) == true
            || http.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true;
        if (!refused)
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });
}
