using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Companies;
using MomentOfTruth.Web.Tests.Intake;
using MomentOfTruth.Web.Tests.Mail;
using MomentOfTruth.Web.Tests.Site;

namespace MomentOfTruth.Web.Tests.Cases;

/// <summary>A reply reaches the customer's mailbox, the answer comes back, and the address is seen by nobody on the way.</summary>
public sealed class CustomersAddressTests(CustomersAddressTests.Logged app) : IClassFixture<CustomersAddressTests.Logged>
{
    [Fact]
    public async Task Address_GetsTheReplyWithinAMinute_AndIsOnNoPageFileLogOrRecordOfTheCompany()
    {
        var (ids, address) = (await CompanyIds.OfAsync(app, "Any"), MailFixture.NewAddress());
        var secret = address[1..address.IndexOf('@', StringComparison.Ordinal)];
        var teller = app.Browser();
        var (_, check) = await teller.CheckAsync(ids.Company.LogAddress(), LogForms.Typed(("Any shop", "8")));
        var sent = await teller.SubmitAsync(check, "Ticket", ("Consent.Contact", address), ("Ending.Outcome", "left"));
        ids = ids with { Journey = Guid.Parse(sent.Headers.Location!.OriginalString.Split('/')[3]) };
        var owner = await app.SignedInAsync(ids.Company, CompanyRole.Owner);
        var page = $"/en/companies/{ids.Company.Slug}/journeys/{ids.Journey}";

        var waited = Stopwatch.StartNew();
        var replied = await owner.SubmitAsync(await owner.GetStringAsync(page), "Text", ("Text", "We are sorry."), ("do", "reply"));
        var mail = await app.Sink.NextAsync(address);
        Assert.Equal((HttpStatusCode.Redirect, true), (replied.StatusCode, waited.Elapsed < TimeSpan.FromMinutes(1)));

        var customer = app.Browser();
        var opened = await customer.GetAsync(Regex.Match(mail.Text, Regex.Escape(MailFixture.Site) + "(\\S+)").Groups[1].Value);
        Assert.EndsWith("#Text", opened.Headers.Location!.OriginalString, StringComparison.Ordinal);
        await customer.SubmitAsync(await customer.GetStringAsync(opened.Headers.Location), "Text", ("Text", "Thank you."));

        var read = 0;
        foreach (var route in (await EndpointList.OfAsync(app)).Where(e => e.Method == "GET").Select(e => e.Route)
            .Where(route => route.StartsWith("/{culture}/companies/{company}", StringComparison.Ordinal)))
        {
            var answer = await owner.GetAsync(EndpointList.Address(route, _ => ids));
            Assert.DoesNotContain(secret, await answer.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
            read += answer.StatusCode == HttpStatusCode.OK ? 1 : 0;
        }

        var told = await owner.GetStringAsync(page);
        Assert.Contains("The customer wrote", told, StringComparison.Ordinal);
        Assert.Contains("Thank you.", told, StringComparison.Ordinal);
        Assert.True(read > 15, $"{read} pages");
        var records = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().AuditRecords.ToListAsync());
        Assert.NotEmpty(records);
        Assert.DoesNotContain(secret, JsonSerializer.Serialize(records), StringComparison.OrdinalIgnoreCase);
        var log = string.Join('\n', CapturedLog.Lines(nameof(CustomersAddressTests)));
        Assert.Contains("sent at attempt", log, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, log, StringComparison.OrdinalIgnoreCase);
    }

    // Whoever left no address reads what to expect.
    [Theory]
    [InlineData("en", "come back to this page with your receipt code")]
    [InlineData("ko", "접수 코드로 이 페이지에 다시 들어와")]
    public async Task PageOfAJourney_SaysHowItsCustomerLearnsOfAReply(string culture, string expected)
    {
        var (company, address) = (await app.CompanyAsync(), MailFixture.NewAddress());
        await app.PersonAsync(company, CompanyRole.Owner);
        async Task<string> OwnPageAsync(string? contact)
        {
            var customer = app.Browser();
            var typed = LogForms.Typed(("Shop", "8")).With("Input.Title", contact is null ? "One" : "Another");
            var (_, check) = await customer.CheckAsync(company.LogAddress(culture), typed);
            var sent = await customer.SubmitAsync(check, "Ticket", ("Consent.Contact", contact ?? ""), ("Ending.Outcome", "left"));
            var own = sent.Headers.Location!.OriginalString.Replace("/sent", "", StringComparison.Ordinal);
            return Html.Parse(await customer.GetStringAsync(own)).One("section[aria-labelledby=case]").Words();
        }

        Assert.Contains(expected, await OwnPageAsync(null), StringComparison.Ordinal);
        var mailed = await OwnPageAsync(address);
        Assert.Contains(address, mailed, StringComparison.Ordinal);
        Assert.DoesNotContain(expected, mailed, StringComparison.Ordinal);
    }

    /// <summary>The app with a mail server, and its whole log.</summary>
    public sealed class Logged : MailFixture
    {
        protected override IEnumerable<(string Key, string Value)> Settings =>
            [.. base.Settings, .. CapturedLog.Settings(nameof(CustomersAddressTests), "Information")];
    }
}
