using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using MomentOfTruth.Web.Data;

namespace MomentOfTruth.Web.Site;

/// <summary>
/// Keeps what was typed into a form whose sender is no longer signed in. After signing in, the form is shown filled in, as one whose
/// antiforgery token is too old (<see cref="IKeepsInput"/>), and nothing is done before it is sent again. Only the person it was shown to
/// sees it: the form's token says who that is, so that nobody can put words into another person's form either.
/// </summary>
public sealed class KeptForms(
    AppDbContext db, FormTokens tokens, IDataProtectionProvider protection, IOptions<AntiforgeryOptions> antiforgery, TimeProvider clock)
{
    /// <summary>In an address: the key of the form.</summary>
    public const string KeyName = "kept";

    /// <summary>Longer forms, in UTF-16 units, are not kept: no field of ours takes so much.</summary>
    public const int MaxLength = 512 * 1024;

    /// <summary>So many of one person; the oldest gives way.</summary>
    public const int MaxOfPerson = 20;

    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly IDataProtector _protector = protection.CreateProtector("kept-form");

    /// <summary>The address of the page that was asked for. If a form was sent, it is kept, and the address tells its key.</summary>
    /// <returns>Null for a form that is too long.</returns>
    public async Task<string?> AddressAsync(HttpContext http)
    {
        var (request, here) = (http.Request, http.Request.Path.ToUriComponent());
        if (!HttpMethods.IsPost(request.Method))
        {
            return here + request.QueryString.ToUriComponent();
        }

        // The page that shows the form has no handler for it.
        var query = QueryHelpers.ParseQuery(request.QueryString.Value);
        query.Remove("handler");
        query.Remove(KeyName);
        here = QueryHelpers.AddQueryString(here, query);
        if (await request.TryReadFormAsync() is not { Count: > 0 } form
            || form.HoldsPassword()
            || tokens.Of(form)?.Person is not { } person)
        {
            return here;
        }

        var fields = form.Where(field => field.Key != antiforgery.Value.FormFieldName).ToDictionary(
            field => field.Key, field => (IReadOnlyList<string?>)[.. field.Value]);
        var sent = JsonSerializer.Serialize(new Sent(request.Path.Value!, request.QueryString.Value!, fields));
        if (sent.Length > MaxLength)
        {
            return null;
        }

        var (key, now) = (SecretKey.New(), clock.UtcNow());
        await db.KeptForms
            .Where(f => f.Person == person
                && db.KeptForms.Count(later => later.Person == person && later.ExpiresAtUtc >= f.ExpiresAtUtc) >= MaxOfPerson)
            .ExecuteDeleteAsync(http.RequestAborted);
        db.Add(new KeptForm
        {
            KeyHash = SecretKey.HashOf(key),
            Person = person,
            Form = _protector.Protect(sent),
            ExpiresAtUtc = now + Lifetime,
        });
        await db.SaveChangesAsync(http.RequestAborted);
        return here.With((KeyName, key));
    }

    /// <summary>Whether an address leads to a form that was kept.</summary>
    public static bool IsIn(string? address) => address?.IndexOf('?') is > 0 and var query
        && QueryHelpers.ParseQuery(address[query..]).ContainsKey(KeyName);

    /// <summary>
    /// Lets a page that is asked for with a kept form see what its form sent. Returns false if there is no such form, or if it is another
    /// person's or another page's.
    /// </summary>
    internal async Task<bool> ShowAsync(HttpContext http, string key)
    {
        var (hash, now) = (SecretKey.HashOf(key), clock.UtcNow());
        if (tokens.PersonOf(http) is not { } person
            || await db.KeptForms.AsNoTracking().SingleOrDefaultAsync(
                f => f.KeyHash == hash && f.Person == person && f.ExpiresAtUtc > now, http.RequestAborted) is not { } kept
            || _protector.TryUnprotect(kept.Form) is not { } form
            || JsonSerializer.Deserialize<Sent>(form) is not { } sent
            || sent.Path != http.Request.Path.Value)
        {
            return false;
        }

        (http.Request.Method, http.Request.QueryString) = (HttpMethods.Post, new QueryString(sent.Query));
        http.Request.Form = new FormCollection(sent.Fields.ToDictionary(field => field.Key, field => new StringValues([.. field.Value])));
        http.Features.Set(ShownAgain.Instance);
        return true;
    }

    private sealed record Sent(string Path, string Query, Dictionary<string, IReadOnlyList<string?>> Fields);
}

/// <summary>Shows kept forms on the pages to which signing in leads.</summary>
public static class KeptFormPages
{
    public static IApplicationBuilder UseKeptForms(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (HttpMethods.IsGet(http.Request.Method)
            && http.Request.Query[KeptForms.KeyName] is [{ Length: > 0 } key]
            && http.GetEndpoint()?.Metadata.GetMetadata<CompiledPageActionDescriptor>()?.ModelTypeInfo is { } page
            && page.IsAssignableTo(typeof(IKeepsInput)))
        {
            await http.RequestServices.GetRequiredService<KeptForms>().ShowAsync(http, key);
        }

        await next(http);
    });
}

/// <summary>Says that this request shows a form that was kept, and does not send it.</summary>
public sealed class ShownAgain
{
    public static readonly ShownAgain Instance = new();

    private ShownAgain()
    {
    }

    public static bool Is(HttpContext http) => http.Features.Get<ShownAgain>() is not null;
}
