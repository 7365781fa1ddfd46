using Microsoft.AspNetCore.Antiforgery;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Site;

/// <summary>Answers failures with a page in the person's language; details go only to the log.</summary>
public static class Errors
{
    public static void UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error/500",

            // What has failed in the services of the request is not asked again.
            CreateScopeForErrors = true,
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = context => StatusOf(context.Exception) != StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePagesWithReExecute("/error/{0}");
    }

    // A request that cannot be read is the sender's fault: 4xx, and no error in the log. What the store cannot take now is logged in a line
    // of its own.
    private static int StatusOf(Exception error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        AntiforgeryValidationException { InnerException: BadHttpRequestException bad } => bad.StatusCode,
        AntiforgeryValidationException or InvalidDataException => StatusCodes.Status400BadRequest,
        _ when StoreFailures.Of(error) is { } failure => Unstored.StatusOf(failure),
        _ => StatusCodes.Status500InternalServerError,
    };
}
