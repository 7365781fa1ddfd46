using System.Text;
using MomentOfTruth.Web.Features.Imports;

namespace MomentOfTruth.Web.Tests.Imports;

/// <summary>Files as programs write them: the same rows in any encoding and with any separator are the same journeys.</summary>
public sealed class TextFormatTests(AppFixture app) : IClassFixture<AppFixture>, IDisposable
{

    private readonly ImportFiles _files = new(app);

    static TextFormatTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => _files.Dispose();

    [Theory]
    [InlineData("utf-8", false, ',', "UTF-8, separator ,")]
    [InlineData("utf-8", true, ';', "UTF-8, separator ;")]
    [InlineData("utf-8", false, '|', "UTF-8, separator |")]
    [InlineData("utf-16", true, '\t', "UTF-16 LE, separator tab")]
    [InlineData("utf-16", false, ',', "UTF-16 LE, separator ,")]
    [InlineData("utf-16BE", true, ',', "UTF-16 BE, separator ,")]
    [InlineData("utf-16BE", false, ';', "UTF-16 BE, separator ;")]
    [InlineData("ks_c_5601-1987", false, ',', "CP949, separator ,")]
    [InlineData("euc-kr", false, ';', "CP949, separator ;")]
    public async Task SameRows_InAnyEncodingAndWithAnySeparator_AreTheSameJourneys(string encoding, bool mark, char separator, string told)
    {
        var company = await app.CompanyAsync();
        var coding = Encoding.GetEncoding(encoding);
        var text = Korean(company.Name).Replace(',', separator);
        byte[] bytes = [.. mark ? coding.GetPreamble() : [], .. coding.GetBytes(text)];

        var first = await _files.ImportAsync("a.csv", bytes, Mapping());
        var same = await _files.ImportAsync("b.csv", Korean(company.Name), Mapping());

        var (format, problems) = await CsvImport.ExamineAsync(_files["a.csv"], Mapping(), null, null, default);
        Assert.Empty(problems);
        Assert.Equal(told, format!.ToString());
        Assert.Equal((2, 0), (first.Result.Journeys, first.Result.Skipped));
        Assert.Equal((0, 0, 2), (same.Result.Journeys, same.Result.Updated, same.Result.Known));
        Assert.Equal(["03-01 0", "03-02 100"], await _files.ScoresAsync(company));
    }

    [Theory]
    [InlineData("Größe,Äpfel,São Paulo", "Windows-1252")]
    [InlineData("AÇÃO é ótima", "Windows-1252")]
    [InlineData("naïve café – “quoted”", "Windows-1252")]
    [InlineData("plain", "UTF-8")]
    public void WesternText_IsNotTakenForKorean(string text, string name)
    {
        File.WriteAllBytes(_files["a.csv"], Encoding.GetEncoding(1252).GetBytes($"a,b\n{text},1\n"));

        Assert.Equal(name, TextEncodings.NameOf(TextFormat.Of(_files["a.csv"], [], null, null).Format!.Encoding));
    }

    [Theory]
    [InlineData("sep=;\n")]
    [InlineData("sep=;\r\n")]
    [InlineData("\"sep=;\"\n")]
    public async Task FirstLineThatNamesTheSeparator_IsNoHeader_AndLinesAreCounted(string hint)
    {
        var company = await app.CompanyAsync();
        var text = hint + Korean(company.Name).Replace(',', ';') + $"{company.Name};2026-03-03;x;9\n";

        var result = await _files.ImportAsync("a.csv", text, Mapping());

        Assert.Equal((2, 1), (result.Result.Journeys, result.Result.Skipped));
        Assert.Equal(["5: \"매장\" is off its scale: \"9\" (1 to 5)"], result.Reasons);
    }

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 20, 0 })]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1 })]
    public async Task Workbook_IsNamedAsOne(byte[] start)
    {
        await File.WriteAllBytesAsync(_files["a.csv"], [.. start, .. new byte[100]]);

        var (format, problems) = await CsvImport.ExamineAsync(_files["a.csv"], Mapping(), null, null, default);

        Assert.Null(format);
        Assert.Contains("workbook", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Contains("CSV UTF-8", problems[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongEncodingOrSeparator_IsNamedAsThat()
    {
        var text = Korean("Acme");
        await File.WriteAllBytesAsync(_files["korean.csv"], Encoding.GetEncoding(949).GetBytes(text));
        await File.WriteAllTextAsync(_files["utf8.csv"], text);

        Assert.Equal(["The file cannot be read: line 1: the text is not UTF-8."], await ProblemsAsync("korean.csv", Encoding.UTF8, null));
        Assert.Contains("looks like CP949", (await ProblemsAsync("korean.csv", Encoding.GetEncoding(1252), null))[^1], StringComparison.Ordinal);
        Assert.Contains("the text is not CP949", Assert.Single(await ProblemsAsync("utf8.csv", Encoding.GetEncoding(949), null)), StringComparison.Ordinal);
        Assert.Equal(
            "It was read as UTF-8, separator ;, and looks like UTF-8, separator ,.", (await ProblemsAsync("utf8.csv", null, ';'))[^1]);
    }

    // Names on the left as a Macintosh, a spreadsheet and a web page leave them.
    [Theory]
    [InlineData("\u1112\u116C\u1109\u1161")]
    [InlineData("회사 ")]
    [InlineData("\u00A0회사")]
    [InlineData("회\u200B사")]
    public async Task Header_IsMatchedAsNamesAre(string name)
    {
        var company = await app.CompanyAsync();

        var result = await _files.ImportAsync("a.csv", Korean(company.Name).Replace("회사", name), Mapping());

        Assert.Equal(2, result.Result.Journeys);
    }

    private static string Korean(string company) =>
        $"회사,날짜,후기,매장\n{company},2026-03-01,개통이 안 돼요,1\n{company},2026-03-02,친절합니다,5\n";

    private async Task<IReadOnlyList<string>> ProblemsAsync(string name, Encoding? encoding, char? separator) =>
        (await CsvImport.ExamineAsync(_files[name], Mapping(), encoding, separator, default)).Problems;

    private static ImportMapping Mapping() => ImportFiles.Mapping("""
        {
          "shape": "wide", "company": { "column": "회사" }, "story": { "column": "후기" }, "endedOn": { "column": "날짜" },
          "touchpoints": [{ "column": "매장", "name": "매장", "channel": "store", "low": 1, "high": 5 }]
        }
        """);
}
