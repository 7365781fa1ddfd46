using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Site;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Tests.Texts;

/// <summary>Korean texts write the particle that fits the word they are given, on the word's line.</summary>
public sealed class ParticleTests
{
    [Theory]
    [InlineData("{0:을/를} 지웠어요", "대리점", "대리점\u2060을 지웠어요")]
    [InlineData("{0:을/를} 지웠어요", "회사", "회사\u2060를 지웠어요")]
    [InlineData("‘{0}’{0:+을/를} 지웠어요", "대리점", "‘대리점’\u2060을 지웠어요")]
    [InlineData("‘{0}’{0:+으로/로}", "KTF", "‘KTF’\u2060로")]
    [InlineData("{0:이/가}", "שירות", "\u2068שירות\u2069\u2060가")]
    [InlineData("{0}", "KTF", "KTF")]
    [InlineData("{0:울/를}", "KTF", "KTF")]
    [InlineData("{0:와/과} {0:과/와}", "서울", "서울\u2060과 서울\u2060과")]
    public void Text_AWord_TakesItsParticle(string format, string word, string written) =>
        Assert.Equal(written, IsolatingTextFactory.Written(format, word));

    [Fact]
    public void Text_OtherArguments_TakeTheirsAsTheyAreWritten()
    {
        Assert.Equal("3\u2060은, 0.50, 64.8\u2060이, \u2060를", IsolatingTextFactory.Written("{0:은/는}, {1:0.00}, {2:이/가}, {3:을/를}", 3, 0.5, 64.8, null!));
        Assert.Equal("대리점\u2060을", IsolatingTextFactory.Written("{0:을/를}", new LocalizedString("Key", "대리점")));
    }

    [Fact]
    public void Localizers_WriteThem_InPagesAndMessagesAlike()
    {
        var services = new ServiceCollection().AddLogging().AddSiteCulture().BuildServiceProvider();
        var text = services.GetRequiredService<IStringLocalizer<SharedText>>();
        var culture = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(SiteCulture.Korean);
            Assert.StartsWith("“2월 30일”\u2060은 ", text["Error.NotValid", "2월 30일"], StringComparison.Ordinal);
            Assert.StartsWith("“abc”\u2060는 ", text["Error.NotValid", "abc"], StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentUICulture = culture;
        }
    }
}
