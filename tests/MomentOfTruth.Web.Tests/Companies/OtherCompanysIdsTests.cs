using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Tests.Photos;

namespace MomentOfTruth.Web.Tests.Companies;

/// <summary>
/// Every write under a company, present and future, with the ids of another company's rows. Endpoints and their fields are read from the
/// app: an id or a field that is not in the lists below fails the test until somebody has said what is to be sent as it.
/// </summary>
public sealed partial class OtherCompanysIdsTests(AppFixture app) : IClassFixture<AppFixture>
{
    private const string Canary = "Canary", Own = "Own", Button = "do";

    /// <summary>What names a row, wherever it stands: in the address or in the form.</summary>
    internal static readonly Dictionary<string, Func<CompanyIds, string>> Ids = new(StringComparer.OrdinalIgnoreCase)
    {
        ["journey"] = ids => ids.Journey.ToString(),
        ["touchpoint"] = ids => ids.Touchpoint.ToString(),
        ["marker"] = ids => ids.Marker.ToString(),
        ["Id"] = ids => ids.Publication.ToString(),
        ["NameId"] = ids => ids.Touchpoint.ToString(),
        ["member"] = ids => ids.Member.ToString(),
        ["invitation"] = ids => ids.Invitation.ToString(),
        ["request"] = ids => ids.Request.ToString(),
        ["Owner"] = ids => ids.Member.ToString(),
        ["Canned"] = ids => ids.Canned.ToString(),
        ["causeId"] = ids => ids.Cause.ToString(),
        ["listed"] = ids => ids.Touchpoint.ToString(),
        ["draft"] = ids => ids.Draft,
        ["other"] = ids => ids.Draft,
        ["writer"] = ids => ids.Writer.ToString("N"),
        ["Ticket"] = ids => ids.Ticket,
        [PhotoForms.FirstId] = ids => ids.Photo.ToString(),
        ["Input.Removed.Moment.Photos[0].Id"] = ids => ids.Photo.ToString(),
    };

    /// <summary>What else is sent, such that each write goes through with one's own ids. Null for a field that is left out.</summary>
    private static readonly Dictionary<string, string?> Fields = new(
        [.. MomentFields("Input.Moments[0]"), .. MomentFields("Input.Removed.Moment")], StringComparer.OrdinalIgnoreCase)
    {
        [Button] = null,
        ["Answer"] = "We have changed it.",
        ["Answers.Again"] = "yes",
        ["Answers.Asked"] = "yes",
        ["Answers.Person"] = "yes",
        ["Cause"] = "Key not entered",
        ["Channel"] = "store",
        ["Done"] = "We called.",
        ["Due"] = DateTime.UtcNow.AddDays(30).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["KoreanText"] = "죄송합니다.",
        ["Note"] = "Look at it again.",
        ["RootCause"] = "other",
        ["ContactDays"] = "30",
        ["TextMonths"] = "12",
        ["agreed"] = "yes",
        ["auth"] = "BTBZMqHH6r4Tts7J_aSIgg",
        ["endpoint"] = "https://fcm.googleapis.com/fcm/send/x",
        ["p256dh"] = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
        ["Required"] = "true",
        ["Consent.Contact"] = "someone@example.test",
        ["Consent.Publish"] = null,
        ["Receipt"] = MomentOfTruth.Domain.Journeys.ReceiptCode.New().ToString(),
        ["said"] = null,
        ["Key"] = null,
        ["Email"] = "newcomer@example.test",
        ["Ending.Competitor"] = "Rival",
        ["Ending.Outcome"] = "left-for-competitor",
        ["Hidden"] = "yes",
        ["Input.Address"] = "www.example.com",
        ["Input.Contact"] = null,
        ["Input.Ending.Competitor"] = null,
        ["Input.Ending.Outcome"] = null,
        ["Input.Evidence"] = "Ask for me at the desk.",
        ["Input.Homepage"] = null,
        ["Input.On"] = "2026-03-01",
        ["Input.Opened"] = null,
        ["Input.Position"] = "Head of service",
        ["Input.Place"] = "Sinchon branch",
        ["Input.Product"] = "Modem",
        ["Input.Publish"] = null,
        ["Input.Changes"] = null,
        ["Input.Removed.Position"] = "1",
        ["Input.Text"] = "New script",
        ["Input.Title"] = "Five moments",
        ["Into"] = "Elsewhere",
        ["IntoId"] = null,
        ["Alias"] = "Acme",
        ["KeepOld"] = "yes",
        ["Name"] = "Counter",
        ["KoreanName"] = "창구",
        ["Kind"] = "touchpoint",
        ["moment"] = null,
        ["Q"] = null,
        ["QuietDays"] = "14",
        ["Reason"] = "It names somebody.",
        ["Role"] = "Owner",
        ["Sites"] = "https://www.example.com",
        ["Text"] = "We are sorry.",
        ["Version"] = CompanyIds.Version.ToString(CultureInfo.InvariantCulture),
        ["what"] = "own",
        ["Zone"] = "Asia/Tokyo",
    };

    private static readonly string[] Buttons = ["reply", "reply-close", "close", "reopen", "put-back", "take", "assign", "clear", "promise", "all", "save", "next", "keep", "merge", "undo", "hide", "accept", "decline", "remove-photo:"];

    [Fact]
    public async Task EveryWrite_WithAnotherCompanysIds_ChangesAndTellsNothingOfIt()
    {
        var writes = await WritesAsync();
        var theirs = await CompanyIds.OfAsync(app, Canary);
        var before = await CompanyRows.OfAsync(app, theirs.Company.Id);
        var wrong = new List<string>();
        foreach (var write in writes)
        {
            var ours = await CompanyIds.OfAsync(app, Own);
            var browser = await write.BrowserAsync(app, ours);
            var token = Forms.TokenOf(await browser.GetStringAsync("/en/sign-out"));
            var posts = Mixtures(write).SelectMany(isTheirs => Posts(write, ours, name => isTheirs(name) ? theirs : ours));
            foreach (var (address, fields) in posts)
            {
                var answer = await browser.PostAsync(address, Forms.Content([.. fields, new("__RequestVerificationToken", token)]));
                var told = await answer.TextAsync() + Uri.UnescapeDataString(answer.Headers.Location?.OriginalString ?? "");
                if ((int)answer.StatusCode >= 500 || told.Contains(Canary, StringComparison.Ordinal))
                {
                    wrong.Add($"{address} answered {(int)answer.StatusCode} to {string.Join(", ", fields)}");
                }
            }

            var after = await CompanyRows.OfAsync(app, theirs.Company.Id);
            wrong.AddRange(before.Except(after).Select(row => $"{write.Name} took {row}"));
            wrong.AddRange(after.Except(before).Select(row => $"{write.Name} added {row}"));
            before = after;
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    // Without this the test above would also pass if all that it sends were refused for another reason.
    [Fact]
    public async Task EveryWrite_WithOnesOwnIds_ChangesSomething_AndIsRecordedIfAMemberDidIt()
    {
        var idle = new List<string>();
        foreach (var write in await WritesAsync())
        {
            var ours = await CompanyIds.OfAsync(app, Own);
            var browser = await write.BrowserAsync(app, ours);
            var before = await CompanyRows.OfAsync(app, ours.Company.Id);
            var token = Forms.TokenOf(await browser.GetStringAsync("/en/sign-out"));
            foreach (var (address, fields) in Posts(write, ours, _ => ours))
            {
                await browser.PostAsync(address, Forms.Content([.. fields, new("__RequestVerificationToken", token)]));
            }

            // What has gone is a change too.
            var after = await CompanyRows.OfAsync(app, ours.Company.Id);
            var changed = after.Except(before).Concat(before.Except(after)).ToList();
            // Only somebody with a second factor may demand one of others, which has tests of its own.
            if (write.Route.EndsWith("/settings/sign-in", StringComparison.Ordinal))
            {
                Assert.Empty(changed);
                continue;
            }

            // A photo that was kept on a device comes as a file, which is not sent here: it has tests of its own.
            if (write.Name.EndsWith("(Photo)", StringComparison.Ordinal))
            {
                continue;
            }

            if (changed.TrueForAll(IsRecord))
            {
                idle.Add(write.Name);
            }

            if (changed.Exists(IsRecord) != write.IsOfMembers)
            {
                idle.Add($"{write.Name}: recorded, or not, as it should not be");
            }
        }

        Assert.True(idle.Count == 0, string.Join('\n', idle));
    }

    // ---- What there is to write ----

    private async Task<IReadOnlyList<Write>> WritesAsync()
    {
        using var client = app.CreateClient();
        var loader = app.Services.GetRequiredService<PageLoader>();
        var writes = new List<Write>();
        var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        foreach (var endpoint in endpoints.Where(e => e.RoutePattern.GetParameter("company") is not null))
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } descriptor)
            {
                var page = await loader.LoadAsync(descriptor, endpoint.Metadata);
                writes.AddRange(page.HandlerMethods.Where(h => IsUnsafe(h.HttpMethod)).Select(h => WriteOf(endpoint, page, h)));
            }
            else
            {
                var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["any method"];
                Assert.False(methods.Any(IsUnsafe), $"{endpoint.RoutePattern.RawText} writes and is no page: say here how it is tried.");
            }
        }

        Assert.NotEmpty(writes);
        var undecided = writes.SelectMany(write => write.Names
            .Where(name => !Ids.ContainsKey(name) && !Fields.ContainsKey(name))
            .Select(name => $"{name} of {write.Name}: say above what is sent as it")).ToList();
        Assert.True(undecided.Count == 0, string.Join('\n', undecided));
        return writes;
    }

    private static bool IsRecord(string row) => row.StartsWith("AuditRecords:", StringComparison.Ordinal);

    private static bool IsUnsafe(string method) => method.ToUpperInvariant() is not ("GET" or "HEAD" or "OPTIONS" or "TRACE");

    private static Write WriteOf(RouteEndpoint endpoint, CompiledPageActionDescriptor page, HandlerMethodDescriptor handler)
    {
        Assert.Equal("POST", handler.HttpMethod, ignoreCase: true);
        var parameters = endpoint.RoutePattern.Parameters.Select(p => p.Name).Except(["culture", "company"]).ToList();
        var bound = page.BoundProperties.Concat<ParameterDescriptor>(handler.Parameters)
            .Where(p => p.ParameterType != typeof(CancellationToken))
            .SelectMany(p => LeavesOf(p.BindingInfo?.BinderModelName ?? p.Name, p.ParameterType))
            .Except(["culture", "company"], StringComparer.OrdinalIgnoreCase)
            .Except(parameters, StringComparer.OrdinalIgnoreCase)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .ToList();
        return new Write("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), handler.Name, parameters, bound)
        {
            IsOfMembers = endpoint.Metadata.GetMetadata<PublicCompanyPageAttribute>() is null,
        };
    }

    // The names of the fields that a browser would send. Of a list one place is sent.
    private static IEnumerable<string> LeavesOf(string name, Type type)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        if (inner.IsGenericType && inner.GetGenericTypeDefinition() == typeof(List<>))
        {
            return LeavesOf($"{name}[0]", inner.GetGenericArguments()[0]);
        }

        return inner.IsPrimitive || inner.IsEnum || inner.Namespace == nameof(System)
            ? [name]
            : inner.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.SetMethod is { IsPublic: true })
                .SelectMany(p => LeavesOf($"{name}.{p.Name}", p.PropertyType));
    }

    private static KeyValuePair<string, string?>[] MomentFields(string moment) =>
    [
        new($"{moment}.Touchpoint", "Shop"),
        new($"{moment}.Score", "8"),
        new($"{moment}.OccurredOn", "2026-03-10"),
        new($"{moment}.Where", null),
        new($"{moment}.Key", null),
        new($"{moment}.Saved", null),
        new($"{moment}.Page", null),
        new($"{moment}.OccurredAt", "14:30"),
        new($"{moment}.Story", "Nobody was there."),
        new($"{moment}.Photos[0].Alt", "The shelf"),
    ];

    // ---- What is sent ----

    // All ids are theirs, or one alone, or all but one: a check of one id must not stand for a check of another.
    private static IEnumerable<Func<string, bool>> Mixtures(Write write)
    {
        yield return _ => true;
        var ids = write.Names.Where(Ids.ContainsKey).ToList();
        foreach (var id in ids.Count > 1 ? ids : [])
        {
            yield return name => name == id;
            yield return name => name != id;
        }
    }

    private static IEnumerable<(string Address, IReadOnlyList<KeyValuePair<string, string>> Fields)> Posts(
        Write write, CompanyIds ours, Func<string, CompanyIds> whose)
    {
        var address = Parameter().Replace(write.Route, match => match.Groups[1].Value switch
        {
            "culture" => "en",
            "company" => Uri.EscapeDataString(ours.Company.Slug),
            var name => Ids[name](whose(name)),
        }) + (write.Handler is null ? "" : "?handler=" + write.Handler);
        var fields = write.Fields
            .Select(name => (Name: name, Value: Ids.TryGetValue(name, out var id) ? id(whose(name)) : Fields[name]))
            .Where(field => field.Value is not null)
            .Select(field => KeyValuePair.Create(field.Name, field.Value!))
            .ToList();
        if (!write.Fields.Contains(Button))
        {
            return [(address, fields)];
        }

        var buttons = Buttons.Select(button => button.EndsWith(':') ? button + whose(PhotoForms.FirstId).Photo : button);
        return buttons.Select(button => (address, (IReadOnlyList<KeyValuePair<string, string>>)[.. fields, new(Button, button)]));
    }

    [GeneratedRegex(@"\{(\w+)[^}]*\}")]
    private static partial Regex Parameter();

    /// <param name="Parameters">Of the address, without its language and company.</param>
    /// <param name="Fields">Of the form.</param>
    private sealed record Write(string Route, string? Handler, IReadOnlyList<string> Parameters, IReadOnlyList<string> Fields)
    {
        /// <summary>Whether the company's people send it, and not its customers.</summary>
        public bool IsOfMembers { get; init; }

        public IEnumerable<string> Names => Parameters.Concat(Fields);

        /// <summary>An owner, or for what members do not do a stranger who wants to become one.</summary>
        public Task<HttpClient> BrowserAsync(AppFixture app, CompanyIds ours) => Route.Contains("/claim/", StringComparison.Ordinal)
            ? app.SignedInAsync(ours.Claimant)
            : app.SignedInAsync(ours.Company, CompanyRole.Owner);

        public string Name => Handler is null ? Route : $"{Route} ({Handler})";
    }
}
