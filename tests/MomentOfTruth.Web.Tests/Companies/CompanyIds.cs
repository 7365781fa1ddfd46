using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Dashboards;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Features.Publications;
using MomentOfTruth.Web.Tests.Intake;
using MomentOfTruth.Web.Tests.Photos;
using MomentOfTruth.Web.Tests.Publications;

namespace MomentOfTruth.Web.Tests.Companies;

/// <summary>A company with one of everything that an address or a form under it can name; all its texts have one word in them.</summary>
internal sealed record CompanyIds(
    Company Company, Guid Journey, Guid Touchpoint, Guid Marker, Guid Publication, string Draft, Guid Writer, Guid Photo, string Ticket)
{
    /// <summary>One of two owners, so that either may go.</summary>
    public required Guid Member { get; init; }

    public required Guid Canned { get; init; }

    /// <summary>A root cause of its list.</summary>
    public required Guid Cause { get; init; }

    public required Guid Invitation { get; init; }

    /// <summary>Of who asks to join.</summary>
    public required Guid Request { get; init; }

    /// <summary>A stranger who claims the company, and whose mail is at its checked host.</summary>
    public required User Claimant { get; init; }

    /// <summary>The version of its publication and of its draft: a field of that name means one here and the other there.</summary>
    public const int Version = 3;

    public static async Task<CompanyIds> OfAsync(AppFixture app, string word)
    {
        var company = await app.CompanyAsync(word);
        var journey = await app.FinishedAsync(
            company, Outcome.Left, null, TestData.Said($"{word} shop", "8", story: $"{word} told"), TestData.Said($"{word} phone", "0"));
        await app.AskAsync(journey, word);
        await app.ApproveAsync(journey);

        // Fewer are not shown, and what is not shown cannot be reported.
        await app.PublishedAsync(company, PublishedQuery.Fewest - 1, word);
        await app.ReportAsync(company, journey, $"{word} minds");
        await app.AnswerAsync(company, journey, $"{word} answers");
        var manager = await app.PersonAsync(company, CompanyRole.Manager);
        Assert.Equal(CaseChange.Done, await app.InScopeAsync(s =>
            s.GetRequiredService<CaseWriter>().ReplyAsync(company.Key(journey), manager.Id, $"{word} is sorry", close: false, default)));
        await app.InScopeAsync(s =>
            s.GetRequiredService<CaseWriter>().NoteAsync(company.Key(journey), manager.Id, $"{word} notes", default));
        var (canned, cause) = await app.InScopeAsync(async s =>
        {
            var words = s.GetRequiredService<AnswerWords>();
            var added = await words.AddAsync(company.Id, $"{word} sorry", $"{word} is sorry", null, default);
            await words.AddCauseAsync(company.Id, $"{word} cause", default);
            return (added!.Value, (await words.CausesAsync(company.Id, default)).Single().Id);
        });
        var owner = await app.PersonAsync(company, CompanyRole.Owner);
        var (claimant, colleague) = (await app.PersonAsync(company, null), await app.PersonAsync(company, null));
        var people = await PeopleAsync(app, company, claimant, colleague, word);
        var draft = await DraftAsync(app.Browser(), company, word);

        return await app.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<AppDbContext>();
            var hash = DraftStore.HashOf(draft);
            var touchpoint = await db.Touchpoints
                .Where(t => t.CompanyId == company.Id && t.Name == $"{word} shop")
                .Select(t => t.Id)
                .SingleAsync();
            var marker = await services.GetRequiredService<MarkerWriter>()
                .AddAsync(company.Id, touchpoint, TestData.Day, $"{word} changed", default);
            var publication = await db.Publications.AsNoTracking().SingleAsync(p => p.JourneyId == journey);

            Assert.Equal(Version, publication.Version);
            await db.Drafts.Where(d => d.KeyHash == hash).ExecuteUpdateAsync(set => set.SetProperty(d => d.Version, Version));
            return new CompanyIds(
                company, journey, touchpoint, marker!.Value, publication.Id, draft,
                await db.Drafts.Where(d => d.KeyHash == hash).Select(d => d.Writer).SingleAsync(),
                await db.Photos.Where(p => p.DraftKeyHash == hash).Select(p => p.Id).SingleAsync(),
                services.GetRequiredService<IssuedReceipt>().Issue(draft))
            {
                Member = owner.Id,
                Canned = canned,
                Cause = cause,
                Invitation = people.Invitation,
                Request = people.Request,
                Claimant = claimant,
            };
        });
    }

    private static Task<(Guid Invitation, Guid Request)> PeopleAsync(
        AppFixture app, Company company, User claimant, User colleague, string word) => app.InScopeAsync(async services =>
        {
            var (db, claims) = (services.GetRequiredService<AppDbContext>(), services.GetRequiredService<ClaimWriter>());
            await db.Users.Where(u => u.Id == claimant.Id || u.Id == colleague.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(u => u.HasProvenAddress, true));

            // Not verified: the name of a company that is would be suggested to everybody.
            await db.Companies.Where(c => c.Id == company.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.CheckedHost, "example.test"));
            await services.GetRequiredService<InvitationWriter>().InviteAsync(
                company.Id, $"{word}{Guid.NewGuid():N}@example.test", CompanyRole.Viewer, null, LinkSending.ByHand, default);
            await claims.ClaimAsync(company.Id, claimant.Id, (word, "https://example.test", word), default);
            Assert.Equal(ClaimAnswer.Waits, await claims.ComeByMailAsync(company.Id, colleague.Id, default));
            return (
                await db.Invitations.Where(i => i.CompanyId == company.Id).Select(i => i.Id).SingleAsync(),
                await db.CompanyClaims.Where(c => c.CompanyId == company.Id && c.Kind == ClaimKind.Join).Select(c => c.Id).SingleAsync());
        });

    private static async Task<string> DraftAsync(HttpClient browser, Company company, string word)
    {
        var form = await browser.GetStringAsync(company.LogAddress());
        var typed = LogForms.Typed(($"{word} shop", "8"))
            .With("Input.Title", word).With("Input.Product", $"{word} modem").With("do", "save")
            .Select(field => (field.Key, field.Value));
        var saved = await browser.SendFilesAsync(form, "Input.Opened", typed, (PhotoForms.FirstFiles, "a.jpg", TestPhotos.Jpeg()));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        return QueryHelpers.ParseQuery(saved.Headers.Location!.OriginalString.Split('?')[1])["draft"].ToString();
    }
}
