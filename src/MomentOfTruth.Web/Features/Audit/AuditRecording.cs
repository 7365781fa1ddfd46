using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Features.Audit;

/// <summary>
/// Records every unsafe request that was not refused, if the page needs a signed-in person, and every file that takes data out. The record
/// is on disk before the first byte of the answer leaves: nobody gets an answer to what is not recorded.
/// </summary>
public static partial class AuditRecording
{
    public static IApplicationBuilder UseAuditLog(this IApplicationBuilder app) => app.Use(RecordAsync);

    /// <summary>The name of what a request to this endpoint does; null if it is not recorded.</summary>
    /// <param name="metadata">Of the endpoint; of a page, as it is once compiled.</param>
    /// <param name="method">The HTTP method.</param>
    /// <param name="handler">The page's handler, as the address names it.</param>
    public static string? ActionOf(EndpointMetadataCollection metadata, string method, string? handler)
    {
        var marked = metadata.GetMetadata<AuditedAttribute>();
        var reads = HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        if (reads ? marked?.Action is null : marked is null && metadata.GetMetadata<IAllowAnonymous>() is not null)
        {
            return null;
        }

        if (metadata.GetMetadata<PageActionDescriptor>() is not { } page)
        {
            return marked?.Action;
        }

        var name = page.ViewEnginePath[(page.ViewEnginePath.LastIndexOf('/') + 1)..];
        var known = (page as CompiledPageActionDescriptor)?.HandlerMethods
            .Select(h => h.Name).FirstOrDefault(n => n is not null && n.Equals(handler, StringComparison.OrdinalIgnoreCase));
        return marked?.Action ?? (known is null ? name : $"{name}.{known}");
    }

    private static async Task RecordAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is not { } endpoint
            || ActionOf(endpoint.Metadata, http.Request.Method, http.Request.Query["handler"]) is not { } action)
        {
            await next(http);
            return;
        }

        // Somebody who deletes his account, or signs out, is known before it only.
        var before = await PersonAsync(http);
        var isDone = false;
        http.Response.OnStarting(RecordOnceAsync);
        await next(http);
        if (!http.Response.HasStarted)
        {
            await RecordOnceAsync();
        }

        async Task RecordOnceAsync()
        {
            if (isDone || http.Response.StatusCode >= StatusCodes.Status400BadRequest || ShownAgain.Is(http)
                || AuditNote.Of(http).IsIdle || (before ?? await PersonAsync(http)) is not { HasRight: true } person)
            {
                return;
            }

            isDone = true;
            await http.RequestServices.GetRequiredService<AuditLog>().AppendAsync(EventOf(http, action, person));
        }
    }

    private static AuditEvent EventOf(HttpContext http, string action, Person person)
    {
        var note = AuditNote.Of(http);
        return new AuditEvent(
            action,
            http.Features.Get<CurrentCompany>()?.Id ?? note.CompanyId,
            person.Id,
            person.Email,
            note.Subject ?? IdsOf(http),
            note.Detail ?? ButtonOf(http),
            Networks.Of(http));
    }

    // Customers have accounts too: what they do with theirs is nobody's business.
    private static async Task<Person?> PersonAsync(HttpContext http)
    {
        var db = http.RequestServices.GetRequiredService<AppDbContext>();
        return (http.User.AccountId() ?? AuditNote.Of(http).ActorId) is not { } id
            ? null
            : await db.Users
                .Where(u => u.Id == id)
                .Select(u => new Person(u.Id, u.Email, u.IsAdministrator || db.Memberships.Any(m => m.UserId == u.Id)))
                .SingleOrDefaultAsync();
    }

    private static string? IdsOf(HttpContext http)
    {
        var ids = http.GetRouteData().Values
            .Where(value => value.Key is not ("culture" or "company" or "page") && value.Value is not null)
            .Select(value => $"{value.Key} {value.Value}");
        return string.Join(", ", ids) is { Length: > 0 } named ? named : null;
    }

    // The button of a form with several. What else a form holds is not looked at.
    private static string? ButtonOf(HttpContext http) =>
        http.Request.HasFormContentType && http.Features.Get<Microsoft.AspNetCore.Http.Features.IFormFeature>()?.Form is { } form
            && Button().Match(form["do"].ToString()) is { Success: true } pressed
            ? pressed.Value
            : null;

    [GeneratedRegex("^[a-z][a-z-]{0,40}(?=:|$)")]
    private static partial Regex Button();

    private sealed record Person(Guid Id, string? Email, bool HasRight);
}
