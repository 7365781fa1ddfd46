using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Web.Features.Intake;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Photos;

public sealed class PhotoFormTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Theory]
    [InlineData("stay")]
    [InlineData("photos:1")]
    [InlineData("up:0000000000000001")]
    [InlineData("nonsense")]
    public async Task AnyButton_TakesThePhotosIn_AndKeepsWhatWasTyped(string button)
    {
        var browser = app.Browser();

        var answer = await browser.PressWithFilesAsync(
            await app.CompanyAsync(), button, ("a.jpg", TestPhotos.FromATelephone()), ("b.png", TestPhotos.Png()));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Equal("Story of Shop\nand its second line", Forms.FormOf(html, "Input.Opened").Fields["Input.Moments[0].Story"]);
        var photos = PhotoForms.PhotosOn(html);
        Assert.Equal(2, photos.Count);
        foreach (var photo in photos)
        {
            Assert.True(PhotoForms.IsPhoto(await browser.GetByteArrayAsync(photo)));
        }
    }

    [Fact]
    public async Task Photo_ToldWithItsMoment_IsOnEveryPageOfTheJourney_WithoutWhereItWasTaken()
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var html = await browser.WithPhotoAsync(company);
        var @checked = await browser.SendFilesAsync(
            html, "Input.Opened", [(PhotoForms.FirstAlt, "<b>Empty</b> shelf"), ("do", "all")],
            (PhotoForms.FirstFiles, "second.webp", TestPhotos.WebP()));
        var check = await browser.GetStringAsync(@checked.Headers.Location);
        var sent = await browser.SubmitAsync(check, "Ticket");
        var journey = sent.Headers.Location!.OriginalString[..^"/sent".Length];
        var mine = await browser.GetStringAsync(journey);
        var manager = await app.SignedInAsync(company, Domain.Companies.CompanyRole.Viewer);
        var theirs = await manager.GetStringAsync($"/en/companies/{company.Slug}/journeys/{PhotoForms.JourneyIdOf(journey)}");

        Assert.Equal(2, PhotoForms.PhotosOn(check).Count);
        foreach (var (who, page) in new[] { (browser, mine), (manager, theirs) })
        {
            Assert.Contains("loading=\"lazy\" alt=\"&lt;b&gt;Empty&lt;/b&gt; shelf\"", page, StringComparison.Ordinal);
            Assert.Contains("width=\"40\" height=\"20\"", page, StringComparison.Ordinal);
            Assert.Contains("alt=\"Photo 2 of moment 1\"", page, StringComparison.Ordinal);
            foreach (var photo in PhotoForms.PhotosOn(page))
            {
                foreach (var address in new[] { photo, photo + "/thumbnail" })
                {
                    var bytes = await who.GetByteArrayAsync(address);
                    Assert.Empty(TestPhotos.MarkersOf(bytes).Except<byte>([0xE0, 0xDB, 0xC0, 0xC4, 0xDA]));
                    Assert.DoesNotContain("Canary", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
                }
            }
        }

        // Held for nobody any more, and nothing is left of the draft.
        var stored = (await app.StoredAsync()).Where(p => p.JourneyId == PhotoForms.JourneyIdOf(journey)).OrderBy(p => p.Position).ToList();
        Assert.Equal([(1, 1), (1, 2)], stored.Select(p => (p.MomentNumber!.Value, p.Position)));
        Assert.All(stored, p => Assert.True(p is { DraftKeyHash: null, HeldUntilUtc: null }));
    }

    [Fact]
    public async Task Refused_IsSaidByNameBesideItsField_AndTheGoodOnesStay()
    {
        var browser = app.Browser();
        var company = await app.CompanyAsync();

        var answer = await browser.PressWithFilesAsync(
            company, "photos:1", ("good.jpg", TestPhotos.Jpeg()), ("drawing.jpg", Encoding.UTF8.GetBytes("<svg/>")), ("bomb.png", TestPhotos.PngThatClaims(30_000, 30_000)), ("nothing.jpg", []));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        foreach (var words in new[] { "“drawing.jpg” was not added. It is not a JPEG", "“bomb.png” was not added. It has more than 50 megapixels", "“nothing.jpg” was not added. There is nothing" })
        {
            Assert.Equal(2, html.Split(words).Length - 1);
        }

        Assert.Contains("href=\"#Input_Moments_0__Files\"", html, StringComparison.Ordinal);
        Assert.Single(PhotoForms.PhotosOn(html));
        Assert.Equal("8", Forms.FormOf(html, "Input.Opened").Fields["Input.Moments[0].Score"]);

        // Pressed again, nothing stands in the way.
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendFilesAsync(html, "Input.Opened", [("do", "all")])).StatusCode);
    }

    [Fact]
    public async Task Refused_IsSaidInKorean()
    {
        var browser = app.Browser();
        var html = await browser.GetStringAsync((await app.CompanyAsync()).LogAddress("ko"));

        var answer = await browser.SendFilesAsync(
            html, "Input.Opened", [("do", "photos:1")], (PhotoForms.FirstFiles, "그림.svg", Encoding.UTF8.GetBytes("<svg/>")));

        Assert.Contains("1번째 순간: “그림.svg”\u2060를 추가하지 않았어요. JPEG, PNG, WebP 사진이 아니에요.", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SixthPhoto_IsRefused_AlsoWhenItComesLater()
    {
        var browser = app.Browser();
        var company = await app.CompanyAsync();

        var six = await browser.PressWithFilesAsync(
            company, "photos:1", [.. Enumerable.Range(1, 6).Select(i => ($"{i}.jpg", TestPhotos.Jpeg()))]);
        var html = await six.Content.ReadAsStringAsync();
        var another = await browser.SendFilesAsync(
            html, "Input.Opened", [("do", "photos:1")], (PhotoForms.FirstFiles, "7.jpg", TestPhotos.Jpeg()));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, six.StatusCode);
        Assert.Contains("“6.jpg” was not added. A moment can have 5 photos.", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Equal(5, PhotoForms.PhotosOn(html).Count);
        Assert.Contains("“7.jpg” was not added. A moment can have 5 photos.", await another.TextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Names_ThatAreMeantToHarm_AreOnlyNames()
    {
        var browser = app.Browser();
        var company = await app.CompanyAsync();
        var html = await browser.GetStringAsync(company.LogAddress());
        var (action, fields) = Forms.FormOf(html, "Input.Opened");
        var body = new MemoryStream();
        foreach (var (name, value) in fields.With("do", "photos:1"))
        {
            body.Write(Encoding.UTF8.GetBytes($"--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
        }

        foreach (var (name, file) in new[] { ("../../../../tmp/evil\0.jpg", TestPhotos.Jpeg()), ("../../etc/pass\0wd<script>\u202E.jpg", Encoding.UTF8.GetBytes("<svg/>")) })
        {
            body.Write(Encoding.UTF8.GetBytes($"--x\r\nContent-Disposition: form-data; name=\"{PhotoForms.FirstFiles}\"; filename=\"{name}\"\r\nContent-Type: text/html\r\n\r\n"));
            body.Write(file);
            body.Write("\r\n"u8);
        }

        body.Write("--x--\r\n"u8);
        using var content = new ByteArrayContent(body.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");

        var answer = await browser.PostAsync(action, content);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var drawn = await answer.Content.ReadAsStringAsync();
        Assert.Contains("“passwd&lt;script&gt;.jpg” was not added.", drawn, StringComparison.Ordinal);
        Assert.Single(PhotoForms.PhotosOn(drawn));
        Assert.DoesNotContain("evil", drawn, StringComparison.Ordinal);
        Assert.False(File.Exists("/tmp/evil"));
    }

    [Fact]
    public async Task AltText_TooLongOrUnstorable_IsSaidBesideIt()
    {
        var browser = app.Browser();
        var html = await browser.WithPhotoAsync(await app.CompanyAsync());

        var tooLong = await browser.SendFilesAsync(html, "Input.Opened", [(PhotoForms.FirstAlt, new string('가', 301)), ("do", "all")]);
        var nul = await browser.SendFilesAsync(html, "Input.Opened", [(PhotoForms.FirstAlt, "a\0b"), ("do", "all")]);
        var full = await browser.SendFilesAsync(html, "Input.Opened", [(PhotoForms.FirstAlt, new string('가', 300)), ("do", "all")]);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, tooLong.StatusCode);
        var drawn = await tooLong.TextAsync();
        Assert.Contains("id=\"Input_Moments_0__Photos_0__Alt-error\">Moment 1, photo 1: ", drawn, StringComparison.Ordinal);
        Assert.Contains(new string('가', 301), drawn, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nul.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, full.StatusCode);
    }

    [Fact]
    public async Task RemovePhoto_IsGoneAtOnce_AndTheRestStays()
    {
        var browser = app.Browser();
        var answer = await browser.PressWithFilesAsync(
            await app.CompanyAsync(), "photos:1", ("a.jpg", TestPhotos.Jpeg()), ("b.jpg", TestPhotos.Jpeg()));
        var html = await answer.Content.ReadAsStringAsync();
        var photos = PhotoForms.PhotosOn(html);

        var removed = await browser.SendFilesAsync(
            html, "Input.Opened", [("Input.Moments[0].Photos[1].Alt", "Stays"), ("do", "remove-photo:" + PhotoForms.IdOf(photos[0]))]);

        var drawn = await removed.Content.ReadAsStringAsync();
        Assert.Equal([photos[1]], PhotoForms.PhotosOn(drawn));
        Assert.Equal("Stays", Forms.FormOf(drawn, "Input.Opened").Fields[PhotoForms.FirstAlt]);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(photos[0])).StatusCode);
        Assert.DoesNotContain(await app.StoredAsync(), p => p.Id == PhotoForms.IdOf(photos[0]));
    }

    [Fact]
    public async Task Photos_GoWithTheirMoment_WhenItIsMovedRemovedAndPutBack()
    {
        var browser = app.Browser();
        var html = await browser.WithPhotoAsync(await app.CompanyAsync());
        var photo = PhotoForms.PhotosOn(html)[0];
        var key = LogForms.KeyOf(1);
        html = await PressAsync(html, "next", (PhotoForms.FirstAlt, "Mine"));
        html = await PressAsync(
            html, "stay", ("Input.Moments[0].Touchpoint", "Call centre"), ("Input.Moments[0].Score", "5"), ("Input.Moments[0].OccurredOn", "2026-03-11"));

        var moved = await PressAsync(html, $"down:{key}");
        var removed = await PressAsync(moved, $"remove:{key}");
        var restored = await PressAsync(await PressAsync(removed, "undo"), $"edit:{key}");

        Assert.Equal("Mine", Forms.FormOf(await PressAsync(moved, $"edit:{key}"), "Input.Opened").Fields[PhotoForms.FirstAlt]);
        Assert.Empty(PhotoForms.PhotosOn(removed));
        Assert.Equal("Mine", Forms.FormOf(restored, "Input.Opened").Fields[PhotoForms.FirstAlt]);
        Assert.Equal([photo], PhotoForms.PhotosOn(restored));

        async Task<string> PressAsync(string page, string button, params (string, string)[] typed) => await (await browser.BackAtFormAsync(
            await browser.SubmitAsync(page, "Input.Opened", [.. typed, ("do", button)]), button)).Content.ReadAsStringAsync();
    }

    [Fact]
    public async Task Ids_OfSomebodyElse_AreNotTaken()
    {
        var company = await app.CompanyAsync();
        var victim = app.Browser();
        var heldByVictim = PhotoForms.IdOf(PhotoForms.PhotosOn(await victim.WithPhotoAsync(company))[0]);
        var sentByVictim = PhotoForms.IdOf((await victim.SentWithPhotoAsync(company)).Photo);
        var thief = app.Browser();
        var html = await thief.WithPhotoAsync(company);

        foreach (var stolen in new[] { heldByVictim, sentByVictim })
        {
            var drawn = await (await thief.SendFilesAsync(html, "Input.Opened", [(PhotoForms.FirstId, stolen.ToString()), ("do", "stay")])).Content.ReadAsStringAsync();
            Assert.Empty(PhotoForms.PhotosOn(drawn));
            await thief.SendFilesAsync(html, "Input.Opened", [("do", "remove-photo:" + stolen)]);
            var check = await thief.SendFilesAsync(html, "Input.Opened", [(PhotoForms.FirstId, stolen.ToString()), ("do", "all")]);
            Assert.Equal(HttpStatusCode.Redirect, check.StatusCode);
            Assert.Empty(PhotoForms.PhotosOn(await thief.GetStringAsync(check.Headers.Location)));
        }

        var (journey, _) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var said = TestData.Said("Repair", "8") with { Photos = [new(heldByVictim, null), new(sentByVictim, null)] };
        await app.InScopeAsync(s => s.GetRequiredService<MomentWriter>().AddAsync(company.Key(journey), 1, said, default));

        var stored = await app.StoredAsync();
        Assert.NotNull(stored.Single(p => p.Id == heldByVictim).DraftKeyHash);
        Assert.NotEqual(journey, stored.Single(p => p.Id == sentByVictim).JourneyId);
    }

    [Fact]
    public async Task NewMomentOfASentJourney_TakesPhotos_ShowsThem_AndSendsThem()
    {
        var company = await app.CompanyAsync();
        var (id, code) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var browser = app.Browser();
        await browser.PostFormAsync("/en/my-journeys", new() { ["Code"] = code.ToString() });
        var page = $"/en/my-journeys/{id}/moments/new";

        // Nothing is said yet but the photos: they are held, whatever is wrong with the rest.
        var refused = await browser.SendFilesAsync(
            await browser.GetStringAsync(page), "Input.Touchpoint", [], ("Input.Files", "a.jpg", TestPhotos.FromATelephone()));
        var html = await refused.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var first = Assert.Single(PhotoForms.PhotosOn(html));
        Assert.True(PhotoForms.IsPhoto(await browser.GetByteArrayAsync(first)));

        var more = await browser.SendFilesAsync(
            html, "Input.Touchpoint", [("do", "photos:2")], ("Input.Files", "b.jpg", TestPhotos.Jpeg()),
            ("Input.Files", "c.jpg", TestPhotos.Jpeg()));
        html = await more.Content.ReadAsStringAsync();
        var photos = PhotoForms.PhotosOn(html);
        Assert.Equal((HttpStatusCode.OK, 3), (more.StatusCode, photos.Count));
        html = await (await browser.SendFilesAsync(html, "Input.Touchpoint", [("do", "remove-photo:" + PhotoForms.IdOf(photos[1]))])).Content.ReadAsStringAsync();
        Assert.Equal([photos[0], photos[2]], PhotoForms.PhotosOn(html));

        var sent = await browser.SendFilesAsync(html, "Input.Touchpoint",
            [("Input.Touchpoint", "Repair"), ("Input.Score", "3"), ("Input.OccurredOn", "2026-03-11"), ("Input.Photos[0].Alt", "The receipt")], ("Input.Files", "d.jpg", TestPhotos.Jpeg()));

        Assert.StartsWith($"/en/my-journeys/{id}?", sent.Headers.Location?.OriginalString, StringComparison.Ordinal);
        var journey = await browser.GetStringAsync(sent.Headers.Location);
        Assert.Equal(3, PhotoForms.PhotosOn(journey).Count);
        Assert.Contains("alt=\"The receipt\"", journey, StringComparison.Ordinal);
        Assert.Contains("alt=\"Photo 3 of moment 2\"", journey, StringComparison.Ordinal);
        Assert.DoesNotContain(await app.StoredAsync(), p => p.JourneyId == id && p.MomentNumber is null);
    }

    [Fact]
    public async Task Part_IsTheFieldsOfOneMomentAlone_WithTheDraftTheyAreHeldFor()
    {
        var browser = app.Browser();
        var company = await app.CompanyAsync();
        var html = await browser.GetStringAsync(company.LogAddress());
        (string, string)[] typed = [.. LogForms.Typed(("Shop", "8")).Select(f => (f.Key, f.Value)), ("do", "photos:1"), ("part", "photos")];

        var good = await browser.SendFilesAsync(html, "Input.Opened", typed, (PhotoForms.FirstFiles, "a.jpg", TestPhotos.Jpeg()));
        var bad = await browser.SendFilesAsync(html, "Input.Opened", typed, (PhotoForms.FirstFiles, "a.jpg", [1, 2, 3]));
        var none = await browser.SendFilesAsync(
            html, "Input.Opened", [.. typed.SkipLast(2), ("do", "photos:9"), ("part", "photos")],
            (PhotoForms.FirstFiles, "a.jpg", TestPhotos.Jpeg()));

        var part = await good.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.StartsWith("<fieldset class=\"photos", part.Trim(), StringComparison.Ordinal);
        Assert.EndsWith("</fieldset>", part.Trim(), StringComparison.Ordinal);
        var draft = Html.Parse(part).One("[data-held-for]").Value("data-held-for");
        Assert.Matches("^[0-9a-f]{32}$", draft);
        Assert.Single(
            PhotoForms.PhotosOn(part),
            address => address.StartsWith($"{company.LogAddress()}/drafts/{draft}/photos/", StringComparison.Ordinal));
        Assert.Contains("Story of Shop", await browser.GetStringAsync($"{company.LogAddress()}?draft={draft}&moment=1"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        Assert.Contains("“a.jpg” was not added", await bad.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public async Task ExpiredToken_KeepsThePhotosOfTheForm_AndTakesNoNewOne()
    {
        var browser = app.Browser();
        var html = await browser.WithPhotoAsync(await app.CompanyAsync());
        var before = (await app.StoredAsync()).Count;

        var answer = await browser.SendFilesAsync(
            html, "Input.Opened", [("__RequestVerificationToken", "expired"), ("do", "photos:1")],
            (PhotoForms.FirstFiles, "b.jpg", TestPhotos.Jpeg()));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Single(PhotoForms.PhotosOn(await answer.Content.ReadAsStringAsync()));
        Assert.Equal(before, (await app.StoredAsync()).Count);
    }

    [Fact]
    public async Task MalformedMultipart_Is400_AndStoresNothing()
    {
        var company = await app.CompanyAsync();
        var (id, code) = await app.JourneyAsync(company, TestData.Said("Shop", "8"));
        var browser = app.Browser();
        await browser.PostFormAsync("/en/my-journeys", new() { ["Code"] = code.ToString() });
        var token = Forms.TokenOf(await browser.GetStringAsync(company.LogAddress()));
        var before = (await StoreCounts.OfAsync(app), (await app.StoredAsync()).Count);
        var start = $"--x\r\nContent-Disposition: form-data; name=\"__RequestVerificationToken\"\r\n\r\n{token}\r\n--x\r\nContent-Disposition: form-data; name=\"Input.Moments[0].Files\"; filename=\"a.jpg\"\r\n";
        foreach (var address in new[] { company.LogAddress(), $"/en/my-journeys/{id}/moments/new" })
        {
            foreach (var (type, body) in new[]
            {
                ("multipart/form-data", start),
                ("multipart/form-data; boundary=", start),
                ("multipart/form-data; boundary=" + new string('b', 200), start),
                ("multipart/form-data; boundary=y", start + "\r\nno such boundary\r\n--x--\r\n"),
                ("multipart/form-data; boundary=x", start),
                ("multipart/form-data; boundary=x", start + "\r\n" + Encoding.Latin1.GetString(TestPhotos.Jpeg())),
                ("multipart/form-data; boundary=x", start + "X-Long: " + new string('a', 20_000) + "\r\n\r\n1\r\n--x--\r\n"),
                ("multipart/form-data; boundary=x", start + string.Concat(Enumerable.Range(0, 50).Select(i => $"X-{i}: 1\r\n")) + "\r\n1\r\n--x--\r\n"),
                ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"" + new string('n', 10_000) + "\"\r\n\r\n1\r\n--x--\r\n"),
                ("multipart/form-data; boundary=x", ""),
            })
            {
                using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(body));
                content.Headers.TryAddWithoutValidation("Content-Type", type);
                var answer = await browser.PostAsync(address, content);

                Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{address} {type} {body.Length}: {answer.StatusCode}");
            }
        }

        Assert.Equal(before, (await StoreCounts.OfAsync(app), (await app.StoredAsync()).Count));
    }

    [Fact]
    public async Task TooLongABody_Is413_BeforeItIsRead()
    {
        var company = await app.CompanyAsync();
        const string Files = "multipart/form-data; boundary=x", Words = "application/x-www-form-urlencoded";
        foreach (var (address, type, megabytes) in new[] { (company.LogAddress("ko"), Files, 63), (company.LogAddress("ko"), Words, 13), ("/ko/sign-in", Files, 13) })
        {
            using var content = new NeverRead(megabytes * 1024L * 1024);
            content.Headers.TryAddWithoutValidation("Content-Type", type);

            var answer = await app.Browser().PostAsync(address, content);

            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
            Assert.Contains("한 번에 보내기에는 너무 커요", await answer.TextAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("en", "IMG_1.HEIC", "heic", "Settings > Camera > Formats > Most Compatible")]
    [InlineData("ko", "IMG_1.HEIC", "heic", "설정 > 카메라 > 포맷에서 ‘높은 호환성’")]
    [InlineData("en", "sunny.jpg", "avif", "It is an AVIF picture; JPEG, PNG and WebP photos are accepted")]
    [InlineData("ko", "clip.jpg", "qt  ", "동영상이에요. JPEG, PNG, WebP 사진을 추가할 수 있어요")]
    public async Task FileOfAnotherKind_IsNamed_WithWhatToDo_AndAllThatWasTypedIsKept(string culture, string name, string brand, string words)
    {
        var company = await app.CompanyAsync();
        var browser = app.Browser();
        var typed = LogForms.Typed(("Shop", "8"));

        var answer = await browser.SendFilesAsync(
            await browser.GetStringAsync(company.LogAddress(culture)), "Input.Opened",
            [.. typed.Select(f => (f.Key, f.Value)), ("do", "photos:1")], (PhotoForms.FirstFiles, name, TestPhotos.FileOfBrand(brand, "mif1")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains(words, WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains($"“{name}”", html, StringComparison.Ordinal);
        var drawn = Forms.FormOf(html, "Input.Opened").Fields;
        Assert.All(
            typed.Where(f => f.Key.StartsWith("Input.Moments", StringComparison.Ordinal)), field => Assert.Equal(field.Value, drawn[field.Key]));
    }

    [Fact]
    public async Task FiveOfTheLargestPhotos_AreNotTooLong()
    {
        var browser = app.Browser();
        var most = new byte[10 * 1024 * 1024];
        TestPhotos.Jpeg().CopyTo(most, 0);

        var answer = await browser.PressWithFilesAsync(
            await app.CompanyAsync(), "photos:1", [.. Enumerable.Range(1, 5).Select(i => ($"{i}.jpg", most))]);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(5, PhotoForms.PhotosOn(await answer.Content.ReadAsStringAsync()).Count);
    }

    private sealed class NeverRead(long length) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

        protected override bool TryComputeLength(out long length1)
        {
            length1 = length;
            return true;
        }
    }
}
