using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Scoring;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Publications;
using MomentOfTruth.Web.Texts;
using NetVips;

namespace MomentOfTruth.Web.Tests.Publications;

/// <summary>The picture of a published journey, and what other sites show of it.</summary>
public sealed class PictureTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("en")]
    [InlineData("ko")]
    public async Task Picture_OfAPublishedJourney_HasTheSizeOfACard(string culture)
    {
        var company = await app.CompanyAsync();
        var address = await AddressAsync(company.PublishedAddress(culture), (await app.PublishedAsync(company, 5))[0]);

        var answer = await app.Browser().GetAsync(address);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("image/png", answer.Content.Headers.ContentType?.ToString());
        var (width, height) = SizeOf(await answer.Content.ReadAsByteArrayAsync());
        Assert.Equal((JourneyPicture.Width, JourneyPicture.Height), (width, height));
        Assert.True(answer.Headers.CacheControl?.NoCache);
        Assert.Equal("noindex, noarchive", Assert.Single(answer.Headers.GetValues("X-Robots-Tag")));
    }

    [Fact]
    public async Task Picture_IsMadeOnce_AndNotSentAgainToWhoHasIt()
    {
        var company = await app.CompanyAsync();
        var address = await AddressAsync(company.PublishedAddress(), (await app.PublishedAsync(company, 5, "Once"))[0]);
        var browser = app.Browser();
        var first = await browser.GetAsync(address);
        var made = app.Services.GetRequiredService<PictureStore>().Made;

        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await browser.SendAsync(again)).StatusCode);
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(), await browser.GetByteArrayAsync(address));

        Assert.Equal(made, app.Services.GetRequiredService<PictureStore>().Made);
    }

    [Fact]
    public async Task Picture_OfWhatIsNotShown_Is404()
    {
        var (company, few) = (await app.CompanyAsync(), await app.CompanyAsync());
        var journeys = await app.PublishedAsync(company, 7, "Shown");
        var visitor = app.Browser();
        var (hidden, withdrawn, kept) = (
            await AddressAsync(company.PublishedAddress(), journeys[0]), await AddressAsync(company.PublishedAddress(), journeys[1]),
            await AddressAsync(company.PublishedAddress(), journeys[2]));
        var unseen = await AddressAsync(few.PublishedAddress(), (await app.PublishedAsync(few, 4, "Few"))[0]);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(withdrawn)).StatusCode);

        var publication = (await app.PublicationAsync(journeys[0]))!;
        Assert.True(await app.InScopeAsync(s => s.GetRequiredService<PublicationWriter>().RefuseAsync(
            publication.CompanyId, publication.Id, publication.Version, "It names a person.", ModerationReason.Person, null, default)));
        await app.InScopeAsync(async s =>
        {
            await s.GetRequiredService<PublicationWriter>().WithdrawAsync(company.Key(journeys[1]), default);
            return true;
        });

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(hidden)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(withdrawn)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(unseen)).StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound, (await visitor.GetAsync(kept.Replace(company.Slug, few.Slug, StringComparison.Ordinal))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"{company.PublishedAddress()}/{Guid.NewGuid()}.png")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(kept)).StatusCode);
    }

    [Fact]
    public async Task PageOfOneJourney_TellsOtherSitesWhatToShow()
    {
        var company = await app.CompanyAsync();
        var journeys = await app.PublishedAsync(company, 6, "Carded");
        var id = (await app.PublicationAsync(journeys[3]))!.Id;
        var address = $"{company.PublishedAddress()}?journey={id}";

        var page = Html.Parse(await app.Browser().GetStringAsync(address));

        string Of(string property) => page.One($"meta[property='{property}']").Value("content");
        Assert.Single(page.QuerySelectorAll("article.shown"));
        Assert.Contains("Carded 4", page.One("article.shown").Words(), StringComparison.Ordinal);
        Assert.EndsWith(address, Of("og:url"), StringComparison.Ordinal);
        Assert.StartsWith("http", Of("og:image"), StringComparison.Ordinal);
        Assert.EndsWith($"{company.PublishedAddress()}/{id}.png", Of("og:image"), StringComparison.Ordinal);
        Assert.Equal(("1200", "630"), (Of("og:image:width"), Of("og:image:height")));
        Assert.Contains("8 = 80 of 100", Of("og:image:alt"), StringComparison.Ordinal);
        Assert.Contains("Carded 4", Of("og:title"), StringComparison.Ordinal);
        Assert.Equal(Of("og:description"), page.One("meta[name=description]").Value("content"));
        Assert.Equal("summary_large_image", page.One("meta[name='twitter:card']").Value("content"));
        Assert.Equal(HttpStatusCode.NotFound, (await app.Browser().GetAsync($"{company.PublishedAddress()}?journey={Guid.NewGuid()}")).StatusCode);
    }

    [Theory]
    [InlineData("/en")]
    [InlineData("/ko/log")]
    public async Task EveryOtherPage_HasTheSitesCard(string address)
    {
        var page = Html.Parse(await app.Browser().GetStringAsync(address));

        Assert.NotEmpty(page.One("meta[name=description]").Value("content"));
        Assert.Equal("summary", page.One("meta[name='twitter:card']").Value("content"));
        Assert.Equal(2, page.QuerySelectorAll("meta[name=theme-color]").Length);
        var icon = await app.Browser().GetByteArrayAsync(new Uri(page.One("meta[property='og:image']").Value("content")).AbsolutePath);
        Assert.Equal((180, 180), SizeOf(icon));
    }

    // The same journey, once with the words and once where no font has their letters: only its words are missing, and the operator knows.
    [Fact]
    public void Words_ThatNoFontHas_AreLeftAway_AndSaidOnce()
    {
        var log = new CapturedLines();
        var journey = new PublishedJourney(
            "통신사", "손님", new DateOnly(2026, 3, 1), null, "가입도 개통도 안 되던 모뎀", Outcome.Left, true, null,
            [new(Guid.NewGuid(), "콜센터", new Score(30), null), new(Guid.NewGuid(), "Shop & <b>co</b>", new Score(0), null)]);
        var latin = new PictureFont(log, rune => rune.Value < 0x250 && PictureSheet.Draws(rune));
        Assert.Null(latin.Drawable("콜센터"));
        Assert.Equal("Shop & <b>co</b>", latin.Drawable("Shop\u0007 &\n<b>co</b>".Replace('\n', ' ')));

        var (with, without) = (PictureOf(new PictureFont(log, PictureSheet.Draws), journey), PictureOf(latin, journey));

        Assert.NotEqual(with.Name, without.Name);
        Assert.Equal((JourneyPicture.Width, JourneyPicture.Height), SizeOf(without.ToPng()));
        Assert.True(InkIn(with.ToPng(), 64, 85, 900, 55) > 1, "The title is drawn.");
        Assert.Equal(0, InkIn(without.ToPng(), 64, 85, 900, 55));
        Assert.Single(log.Lines, line => line.Contains("No font draws U+", StringComparison.Ordinal));
    }

    // The ways in which a picture could show a letter that is not there.
    [Fact]
    public void Font_KnowsWhatThisMachineDraws()
    {
        var font = new PictureFont(new CapturedLines(), PictureSheet.Draws);

        Assert.Equal("가나다 Ab 10 × ⋯ → “”", font.Drawable("가나다 Ab 10 × ⋯ → “”"));
        Assert.Null(font.Drawable("가\u0E01"));
        Assert.Equal("가", font.Drawable("가\U0001F44D\u202E"));
    }

    private PictureSheet PictureOf(PictureFont font, PublishedJourney journey) => new JourneyPicture(
        font, app.Services.GetRequiredService<IStringLocalizer<SharedText>>(),
        app.Services.GetRequiredService<IStringLocalizer<PublicationText>>()).Draw(journey);

    private async Task<string> AddressAsync(string page, Guid journey) => $"{page}/{(await app.PublicationAsync(journey))!.Id}.png";

    // A PNG says its size in its first chunk.
    private static (int Width, int Height) SizeOf(byte[] png)
    {
        Assert.Equal([0x89, .. "PNG"u8], png[..4]);
        return (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }

    // How far that part of the picture is from white, 0 to 255.
    private static double InkIn(byte[] png, int left, int top, int width, int height)
    {
        using var picture = Image.PngloadBuffer(png);
        using var part = picture.Crop(left, top, width, height);
        return 255 - part.Avg();
    }

    private sealed class CapturedLines : ILogger<PictureFont>
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
