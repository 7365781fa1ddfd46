using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Cases;

namespace MomentOfTruth.Web.Tests.Exports;

public sealed class ExportFileTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task Files_HoldHeaderAndRowsExactly(string culture)
    {
        var company = await app.CompanyAsync("+Acme, \"Ltd\"");
        var id = await app.FinishedAsync(company, Outcome.LeftForCompetitor, "-Rival",
            TestData.Said("Shop", "5"), TestData.Said("=Call", "0", story: "He said: \"no\",\nand \r\n hung up"), TestData.Said("Shop", "2.5"));
        var stored = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Journeys.AsNoTracking().SingleAsync(j => j.Id == id));
        string Instant(DateTime utc) => utc.AddHours(9).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + "+09:00";

        var journeys = await FileAsync(company, culture, "journeys", "format=plain");
        var moments = await FileAsync(company, culture, "moments", "format=plain");

        var name = $"\"'{company.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        Assert.Equal(
            "journey,company,product,title,story,state,ended_on,logged_at,finished_at,outcome,competitor,moments,product_score,journey_score,even_score,average,zeros,killed_at,killing_touchpoint,sole_killer,but_for_zeros,average_after_zero,case_status,verdict,customer_wrote,ordered,closed_by_itself,place,case_state,case_owner,root_cause,done\r\n"
            + $"{id},{name},,,,finished,2026-03-10,{Instant(stored.LoggedAtUtc)},{Instant(stored.FinishedAtUtc!.Value)},left-for-competitor,'-Rival,3,0,0,0,2.5,1,2,'=Call,'=Call,0.125,2.5,open,,no,yes,no,,to-answer,,,\r\n",
            journeys);
        Assert.Equal(
            "journey,company,product,position,touchpoint,channel,occurred_on,occurred_at,score,story,outcome,ended_on,ordered\r\n"
            + $"{id},{name},,1,Shop,store,2026-03-10,,5,,left-for-competitor,2026-03-10,yes\r\n"
            + $"{id},{name},,2,'=Call,store,2026-03-10,,0,\"He said: \"\"no\"\",\nand \r\n hung up\",left-for-competitor,2026-03-10,yes\r\n"
            + $"{id},{name},,3,Shop,store,2026-03-10,,2.5,,left-for-competitor,2026-03-10,yes\r\n",
            moments);
    }

    [Fact]
    public async Task Journeys_SayHowTheirCaseStands()
    {
        var company = await app.CompanyAsync();
        var person = await app.PersonAsync(company, CompanyRole.Manager);
        var (untouched, _) = await app.JourneyAsync(company, TestData.Said("Shop", "5"));
        var (replied, _) = await app.JourneyAsync(company, TestData.Said("Shop", "5"));
        var (closed, _) = await app.JourneyAsync(company, TestData.Said("Shop", "5"));
        await app.InScopeAsync(async services =>
        {
            var cases = services.GetRequiredService<CaseWriter>();
            await cases.ReplyAsync(company.Key(replied), person.Id, "Sorry", close: false, default);
            await cases.JudgeAsync(company.Key(replied), Verdict.Partly, default);
            await cases.AssignAsync(company.Key(closed), person.Id, person.Id, default);
            return await cases.CloseAsync(company.Key(closed), new CaseClosing("=Key not entered", "Refunded,\n\"all\" of it"), default);
        });

        var rows = Csv.Read(await FileAsync(company, "ko", "journeys", "rows=all&format=plain"));

        string[] columns = ["case_status", "verdict", "case_state", "case_owner", "root_cause", "done"];
        string[] Cells(Guid id) =>
            [.. columns.Select(column => rows.Single(row => row[0] == id.ToString())[Array.IndexOf(rows[0], column)])];
        Assert.Equal(["", "", "", "", "", ""], Cells(untouched));
        Assert.Equal(["open", "partly", "answered", "", "", ""], Cells(replied));
        Assert.Equal(["closed", "", "closed", person.Email!, "'=Key not entered", "Refunded,\n\"all\" of it"], Cells(closed));
    }

    [Fact]
    public async Task File_ForExcel_BeginsWithTheByteOrderMark_PlainDoesNot()
    {
        var company = await app.CompanyAsync();
        await app.FinishedAsync(company, Outcome.Stayed, null, TestData.Said("Shop", "5"));
        var browser = await app.SignedInAsync(company, CompanyRole.Manager);
        var address = $"/en/companies/{company.Slug}/export/journeys.csv";

        var excel = await browser.GetAsync(address);
        var plain = await browser.GetByteArrayAsync(address + "?format=plain");

        var bytes = await excel.Content.ReadAsByteArrayAsync();
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        Assert.Equal(plain, bytes[3..]);
        Assert.Equal("text/csv; charset=utf-8", excel.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", excel.Content.Headers.ContentDisposition!.DispositionType);
    }

    [Fact]
    public async Task File_ForExcelFromTheKoreanPage_HasKoreanHeadings_AndTheSameCells()
    {
        var company = await app.CompanyAsync();
        await app.FinishedAsync(company, Outcome.Left, null, TestData.Said("Shop", "0"));
        foreach (var what in new[] { "journeys", "moments" })
        {
            var (korean, english) = (Csv.Read(await FileAsync(company, "ko", what, "")), Csv.Read(await FileAsync(company, "en", what, "")));
            var plain = await FileAsync(company, "ko", what, "format=plain");

            Assert.Equal(await FileAsync(company, "en", what, "format=plain"), plain);
            Assert.Equal(Csv.Read(plain), english.Select((row, i) => i == 0 ? [row[0].TrimStart('\uFEFF'), .. row[1..]] : row));
            Assert.Equal(english[1..], korean[1..]);
            Assert.Equal("여정 번호", korean[0][0].TrimStart('\uFEFF'));
            Assert.Equal(english[0].Length, korean[0].Distinct().Count());
            Assert.All(korean[0], heading => Assert.DoesNotMatch("[A-Za-z_]", heading));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("collapsed=yes")]
    [InlineData("from=2026-02-01&to=2026-02-28")]
    [InlineData("outcome=left-for-competitor&collapsed=no")]
    [InlineData("state=open")]
    [InlineData("channel=phone&state=all")]
    [InlineData("from=2050-01-01")]
    public async Task Files_HoldWhatThePageCountsAndTheListShows_AndNobodyElsesRows(string filter)
    {
        var (company, other) = (await app.CompanyAsync(), await app.CompanyAsync());
        var all = await app.ManyAsync(company, 120, seed: 1);
        await app.ManyAsync(other, 20, seed: 2);
        var browser = await app.SignedInAsync(company, CompanyRole.Manager);

        var page = Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}/export?{filter}")).One("main").Words();
        var list = Html.Parse(await browser.GetStringAsync($"/en/companies/{company.Slug}/journeys?{filter}")).One(".pills").Words();
        var journeys = Csv.Read(await FileAsync(company, "en", "journeys", filter + "&format=plain"));
        var moments = Csv.Read(await FileAsync(company, "en", "moments", filter + "&format=plain"));
        var everything = Csv.Read(await FileAsync(company, "en", "moments", filter + "&rows=all&format=plain"));

        Assert.Equal(Number(page, "What the filter selects: ([0-9,]+) journeys"), journeys.Count - 1);
        Assert.Equal(Number(page, "What the filter selects: ([0-9,]+) moments"), moments.Count - 1);
        Assert.Equal(Number(list, "^Showing ([0-9,]+) of "), journeys.Count - 1);
        Assert.Equal(Number(page, "All, of finished and open journeys: ([0-9,]+) moments"), everything.Count - 1);
        Assert.Equal(all.Sum(j => j.Moments.Count), everything.Count - 1);
        Assert.Equal(journeys.Skip(1).Select(row => row[0]), moments.Skip(1).Select(row => row[0]).Distinct());
        Assert.All(
            journeys.Concat(moments).Concat(everything).Where(row => row[0] != "journey"), row => Assert.Equal(company.Name, row[1]));
    }

    [Fact]
    public async Task File_OfTwoThousandJourneys_IsInTheOrderOfLoggingAndWhole()
    {
        var company = await app.CompanyAsync();
        var all = await app.ManyAsync(company, 2000, seed: 3);

        var journeys = Csv.Read(await FileAsync(company, "ko", "journeys", "rows=all&format=plain")).Skip(1).ToList();
        var moments = Csv.Read(await FileAsync(company, "ko", "moments", "rows=all&format=plain")).Skip(1).ToList();

        Assert.Equal(all.Select(j => j.Id.ToString()), journeys.Select(row => row[0]));
        Assert.Equal(all.SelectMany(j => j.Moments.Select(m => (j.Id.ToString(), m.Position.ToString(CultureInfo.InvariantCulture), m.Score.ToString()))), moments.Select(row => (row[0], row[3], row[8])));
        Assert.Equal(all.Select(j => j.Facts.Average), journeys.Select(row => double.Parse(row[15], CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("nonsense.csv", HttpStatusCode.NotFound)]
    [InlineData("journeys.csv?rows=some", HttpStatusCode.BadRequest)]
    [InlineData("journeys.csv?format=pdf", HttpStatusCode.BadRequest)]
    [InlineData("journeys.csv?from=yesterday", HttpStatusCode.BadRequest)]
    [InlineData("moments.csv?product=1;DROP", HttpStatusCode.BadRequest)]
    [InlineData("moments.csv?from=%00", HttpStatusCode.BadRequest)]
    [InlineData("moments.csv?from=2026-03-02&to=2026-03-01", HttpStatusCode.BadRequest)]
    public async Task File_OfAnAddressThatMeansNothing_IsRefused(string address, HttpStatusCode expected)
    {
        var company = await app.CompanyAsync();
        var browser = await app.SignedInAsync(company, CompanyRole.Manager);

        Assert.Equal(expected, (await browser.GetAsync($"/en/companies/{company.Slug}/export/{address}")).StatusCode);
    }

    private async Task<string> FileAsync(Company company, string culture, string what, string query)
    {
        var browser = await app.SignedInAsync(company, CompanyRole.Manager);
        return await browser.GetStringAsync($"/{culture}/companies/{company.Slug}/export/{what}.csv?{query}");
    }

    private static int Number(string text, string pattern)
    {
        var match = Regex.Match(text, pattern);
        Assert.True(match.Success, $"{pattern} is not in: {text}");
        return int.Parse(match.Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
    }
}
