using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Imports;

namespace MomentOfTruth.Web.Tests.Imports;

/// <summary>What a mapping can say, what it is told to be, and what is suggested.</summary>
public sealed class MappingTests(AppFixture app) : IClassFixture<AppFixture>, IDisposable
{
    private readonly ImportFiles _files = new(app);

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task WordsCodesAndMonths_AreReadByTheMapping_AndMonthsAreCounted()
    {
        var name = $"Air {Guid.NewGuid():N}";
        var mapping = ImportFiles.Mapping(MappingHelp.OfWords.Replace("Korean Air", name, StringComparison.Ordinal));

        var result = await _files.ImportAsync(
            "a.csv",
            "carrier,month,solved,lounge\nke ,Feb-21,Yes,closed\nKE,February 2021,no,3\nXX,Feb-21,Yes,3\nKE,Feb-21,Perhaps,3\nKE,Feb-21,Not asked,5\n",
            mapping);

        Assert.Equal((3, 3, 2), (result.Result.Journeys, result.Result.Months, result.Result.Skipped));
        Assert.Equal(
            [
                "4: the company's name is not in the mapping: \"XX\" (KE, OZ)",
                "5: \"solved\" is not in the mapping: \"Perhaps\" (Yes, Partly, No, Not asked)",
            ],
            result.Reasons);
        var company = await app.InScopeAsync(s => s.GetRequiredService<AppDbContext>().Companies.SingleAsync(c => c.Name == name));
        Assert.Equal(["02-28 0 50", "02-28 100", "02-28 100 0"], (await _files.ScoresAsync(company)).Order());
    }

    [Theory]
    [InlineData("2026-01-31", "yyyy-MM-dd", "01-31 100")]
    [InlineData("Jan-26", "MMM-yy", "01-31 100")]
    public async Task EndedOn_MayBeAConstant(string day, string format, string told)
    {
        var company = await app.CompanyAsync();

        await _files.ImportAsync("a.csv", "shop\n5\n", ImportFiles.Mapping($$"""
            {
              "company": { "value": "{{company.Name}}" }, "endedOn": { "value": "{{day}}", "formats": ["{{format}}"] },
              "touchpoints": [{ "column": "shop", "name": "Shop", "channel": "store", "low": 1, "high": 5 }]
            }
            """));

        Assert.Equal([told], await _files.ScoresAsync(company));
    }

    [Theory]
    [InlineData("""{ "column": "shop", "name": "Shop", "channel": "store", "map": { "Yes": 11 } }""", "off its scale, 0 to 10")]
    [InlineData("""{ "column": "shop", "name": "Shop", "channel": "store", "map": { "Yes": 1, "yes ": 2 } }""", "more than once")]
    [InlineData("""{ "column": "shop", "name": "Shop", "channel": "store", "map": {} }""", "an empty \"map\"")]
    [InlineData("""{ "column": "shop", "name": "Shop", "channel": "store", "low": 1, "map": { "Yes": 1 } }""", "needs \"low\" and \"high\"")]
    [InlineData("""{ "column": "shop", "name": "Shop", "channel": "store" }""", "needs \"low\" and \"high\"")]
    public void WrongMap_IsTold(string touchpoint, string problem)
    {
        var (_, problems) = ImportMappingJson.Parse(
            $$"""{ "company": { "value": "Acme" }, "endedOn": { "column": "day" }, "touchpoints": [{{touchpoint}}] }""");

        Assert.Contains(problem, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MappingHelp.OfRatings)]
    [InlineData(MappingHelp.OfMoments)]
    [InlineData(MappingHelp.OfWords)]
    public void ExamplesOfTheHelp_AreMappings_AndStandInTheReadme(string example)
    {
        Assert.NotNull(ImportFiles.Mapping(example));
        var readme = File.ReadAllText(Path.Combine(SourceFiles.Folder(""), "..", "..", "README.md"));
        Assert.Contains(example, readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_TellsOfEveryField()
    {
        Type[] parts = [typeof(ImportMapping), typeof(ImportField), typeof(ImportDate), typeof(ImportTouchpoint)];
        var fields = parts.SelectMany(part => part.GetProperties()).Select(p => char.ToLowerInvariant(p.Name[0]) + p.Name[1..]).Distinct();

        Assert.All(fields, field => Assert.Contains(field, MappingHelp.Text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(
        "survey_id,company,date,comment,call_rating,shop_rating,recommended\n1,{0},2026-03-01,fine,5,1,yes\n2,{0},2026-03-02,,NA,4,no\n",
        "imported 2 journeys, 3 moments; skipped 0 rows", 0)]
    [InlineData(
        "회사;날짜;의견;콜센터;매장\n{0};2026.03.01;좋아요;10;0\n{0};2026.03.02;별로;7;3\n", "imported 2 journeys, 4 moments; skipped 0 rows", 1)]
    [InlineData(
        "journey,company,touchpoint,channel,date,score\n1,{0},Shop,store,01.03.2026,10\n2,{0},Shop,store,13.03.2026,0\n1,{0},Phone,phone,14.03.2026,3\n",
        "imported 2 journeys, 3 moments; skipped 0 rows", 1)]
    [InlineData(
        "여정 번호,회사,상품,순번,접점,채널,날짜,시각,점수,이야기,결과,끝난 날,순서 있음\n1,{0},,1,Shop,store,2026-03-01,,10,,stayed,2026-03-13,yes\n"
        + "2,{0},,1,Shop,store,2026-03-13,,0,,left,2026-03-13,yes\n1,{0},,2,Phone,phone,2026-03-13,,3,,stayed,2026-03-13,yes\n",
        "imported 2 journeys, 3 moments; skipped 0 rows", 1)]
    [InlineData("shop,web\n5,4\n3,1\n", "imported 2 journeys, 4 moments; skipped 0 rows", 1)]
    public async Task Suggestion_ImportsASimpleFileAsItIs(string text, string told, int collapsed)
    {
        var company = await app.CompanyAsync();
        var name = $"{company.Name}.csv";
        await File.WriteAllTextAsync(_files[name], text.Replace("{0}", company.Name, StringComparison.Ordinal));
        var format = TextFormat.Of(_files[name], [], null, null).Format!;

        var (mapping, notes) = await MappingSuggestion.OfAsync(_files[name], format, TimeProvider.System.LatestDay(), default);
        var (read, problems) = ImportMappingJson.Parse(ImportMappingJson.Write(mapping!));
        Assert.Empty(problems);
        var result = await _files.ImportAsync(name, read!);

        Assert.Equal(told, result.Result.ToString());
        Assert.NotEmpty(notes);
        Assert.True(collapsed <= (await _files.ScoresAsync(company)).Count(scores => scores.Split(' ').Skip(1).Contains("0")));
    }

    [Theory]
    [InlineData("date,shop\n2026-03-01,5\n2026-03-02,4\n2026-03-03,1\n2026-03-04,2\nsoon,3\n", "endedOn=date:yyyy-MM-dd shop=1-5-error", "")]
    [InlineData(
        "date,shop\n13/02/2026,5\n01/02/2026,4\n02/02/2026,1\n03/02/2026,2\n04/02/2026,3\n05/02/2026,3\n06/02/2026,3\n07/02/2026,3\nsoon,3\n",
        "endedOn=date:dd/MM/yyyy", "")]
    [InlineData("date,shop\n2026-03-01,5\n2026-03-02,4\n2026-03-03,1\n2026-03-04,2\n2026-03-05,good\n", "shop=1-5-error", "")]
    [InlineData("date,shop\n2026-03-01,5\n2026-03-02,4\n2026-03-03,1\n2026-03-04,2\n2026-03-05,99\n", "shop=1-5-error", "")]
    [InlineData("date,shop\n2026-03-01,5\n2026-03-02,4\n2026-03-03,1\n2026-03-04,2\n2026-03-05,10\n", "shop=0-10-error", "")]
    [InlineData("date,web,shop\n2026-03-01,3,5\nMar 1,3,x\nyesterday,3,y\n2026-03-04,4,4\n", "web=1-5-error", "Left out: \"date\"")]
    [InlineData("date,web,shop\n2026-03-01,3,5\n2026-03-02,3,x\n2026-03-03,3,y\n2026-03-04,4,4\n", "web=1-5-error", "Left out: \"shop\"")]
    [InlineData("date,call,web\n2026-03-01,5,10\n2026-03-02,4,0\n2026-03-03,1,7\n", "call=1-5-error web=0-10-error", "\"web\" differ from \"call\"")]
    [InlineData("date,call,web\n2026-03-01,5,10\n2026-03-02,0,0\n2026-03-03,1,7\n", "call=1-5-missing web=0-10-error", "of \"call\" are")]
    [InlineData("date,shop,outcome\n2026-03-01,5,yes\n2026-03-02,1,\n2026-03-03,2,No\n2026-03-04,2,NA\n2026-03-05,2,no\n",
        "outcome: yes=stayed No=left =not-said NA=not-said", "")]
    [InlineData(
        "journey,touchpoint,channel,date,score\n1,A,전화,2026-03-01,10\n1,B,매장,2026-03-01,9\n2,A,Phone,2026-03-01,3\n2,C,E-mail,2026-03-01,3\n",
        "channel: 전화=phone 매장=store Phone=phone E-mail=e-mail", "")]
    [InlineData(
        "여정 번호,접점,채널,날짜,점수,결과,끝난 날\n1,A,store,2026-03-01,10,left,2026-03-02\n1,B,store,2026-03-02,9,left,2026-03-02\n"
        + "2,A,phone,2026-03-01,3,stayed,2026-03-01\n2,C,e-mail,2026-03-01,3,stayed,2026-03-01\n", "endedOn=끝난 날:yyyy-MM-dd", "")]
    [InlineData("date,shop,service rating\n2026-03-01,good,fine\n2026-03-02,bad,so-so\n", "", "\"shop\", \"service rating\"")]
    [InlineData("date,매장\n2026-03-01,만족\n2026-03-02,불만족\n", "", "Left out: \"매장\"")]
    [InlineData("date,shop,Shop\n2026-03-01,5,4\n", "", "more than one column \"shop\"")]
    public async Task Suggestion_TellsWhatItTakesAndWhatItLeavesOut(string text, string taken, string note)
    {
        await File.WriteAllTextAsync(_files["a.csv"], text);
        var format = TextFormat.Of(_files["a.csv"], [], null, null).Format!;

        var (mapping, notes) = await MappingSuggestion.OfAsync(_files["a.csv"], format, TimeProvider.System.LatestDay(), default);

        string[] told =
        [
            $"endedOn={mapping!.EndedOn?.Column}:{mapping.EndedOn?.Formats[0]}",
            .. mapping.Touchpoints.Select(t => FormattableString.Invariant($"{t.Column}={t.Low}-{t.High}-{t.Zero}")),
            .. Words("outcome", mapping.Outcome), .. Words("channel", mapping.Channel),
        ];
        Assert.Contains(taken, string.Join(' ', told), StringComparison.Ordinal);
        Assert.Contains(note, string.Join('\n', notes), StringComparison.Ordinal);
        if (mapping.Touchpoints.Count > 0 || mapping.Score is not null)
        {
            Assert.Empty(ImportMappingJson.Parse(ImportMappingJson.Write(mapping)).Problems);
        }
    }

    private static IEnumerable<string> Words(string name, ImportField? field) =>
        field?.Map is { } map ? map.Select(word => $"{word.Key}={word.Value}").Prepend($"{name}:") : [];
}
