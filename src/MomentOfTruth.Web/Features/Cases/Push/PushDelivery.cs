using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Lib.Net.Http.WebPush;
using Lib.Net.Http.WebPush.Authentication;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Mail;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Cases;

/// <summary>
/// Tells one browser that the company has replied: its name and the page to read it on, and nothing that anybody wrote. The job names the
/// subscription by its hash.
/// </summary>
public sealed class PushDelivery(
    AppDbContext db, MovedJourneys moved, PushWriter subscriptions, PushKeys keys, IHttpClientFactory clients, SiteAddress site,
    IOptions<PushOptions> options, IStringLocalizer<CasesText> text) : IOutboxWork
{
    /// <summary>How long a push service keeps it for a browser that is off.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public async Task<MailResult> DoAsync(MailJob job, CancellationToken cancellationToken)
    {
        var (key, hash) = (await moved.NowAsync(job.Journey!.Value, cancellationToken), Convert.FromHexString(job.To));
        var row = db.PushSubscriptions.Of(key).Where(s => s.Hash == hash);
        if (await row.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is not { } subscription)
        {
            return new MailResult(MailVerdict.Unwanted);
        }

        var status = subscriptions.Open(subscription) is { } target
            ? await SendAsync(key, target, cancellationToken)
            : HttpStatusCode.Gone;
        if (status is HttpStatusCode.Gone or HttpStatusCode.NotFound)
        {
            // The browser has taken it back, or was not seen for months.
            await row.ExecuteDeleteAsync(cancellationToken);
            return new MailResult(MailVerdict.Unwanted);
        }

        return status is null
            ? MailResult.Sent
            : new MailResult(
                status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError
                    ? MailVerdict.Later
                    : MailVerdict.Never,
                $"the push service answers {(int)status}");
    }

    // Null if the service has taken it.
    private async Task<HttpStatusCode?> SendAsync(JourneyKey key, PushTarget target, CancellationToken cancellationToken)
    {
        var company = await db.Companies
            .Where(c => c.Id == key.CompanyId)
            .Select(c => new { c.Name, c.KoreanName })
            .SingleAsync(cancellationToken);
        var pair = await keys.GetAsync(cancellationToken);
        using var sender = new VapidAuthentication(pair.PublicKey, pair.PrivateKey) { Subject = options.Value.Subject ?? Subject() };
        var to = new Lib.Net.Http.WebPush.PushSubscription { Endpoint = target.Endpoint };
        to.SetKey(PushEncryptionKeyName.P256DH, target.P256dh);
        to.SetKey(PushEncryptionKeyName.Auth, target.Auth);
        var message = new PushMessage(JsonSerializer.Serialize(new
        {
            title = text["Push.Title", SiteCulture.NameOf(company.Name, company.KoreanName)].Value,
            page = Routes.MyJourney(key.JourneyId).Reply,
            lang = SiteCulture.Current,
        }))
        {
            TimeToLive = (int)Kept.TotalSeconds,

            // A second reply takes the place of the first if the browser has seen neither.
            Topic = Base64Url.EncodeToString(SHA256.HashData(key.JourneyId.ToByteArray()).AsSpan(..24)),
        };
        try
        {
            var client = new PushServiceClient(clients.CreateClient(PushServices.Client)) { AutoRetryAfter = false };
            await client.RequestPushMessageDeliveryAsync(to, message, sender, VapidAuthenticationScheme.Vapid, cancellationToken);
            return null;
        }
        catch (PushServiceClientException refused)
        {
            return refused.StatusCode;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HttpStatusCode.RequestTimeout;
        }
    }

    private string Subject() =>
        site.Configured is { Scheme: "https" } own ? own.GetLeftPart(UriPartial.Authority) : "mailto:nobody@localhost";
}
