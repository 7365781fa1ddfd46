using MomentOfTruth.Browser.Tests.Pages;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Tests.Photos;
using SkiaSharp;

namespace MomentOfTruth.Browser.Tests.Stories;

/// <summary>A photo that says where it was taken comes back showing the same, and saying nothing else.</summary>
[Collection(BrowserTests.Name)]
public sealed class PhotoStory(BrowserFixture browser)
{
    private const string Company = "세걸음통신", Alt = "열어 보니 비어 있는 상자";

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public Task AnAddedPhoto_ComesBackWithoutWhereItWasTaken(bool hasScript) => browser.VisitAsync(Screen.Phone("ko") with { HasScript = hasScript }, async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("ko", Company);
        await form.FillAsync(ModemStory.Moments[0]);
        await form.Files.SetInputFilesAsync([FromATelephone("box.jpg", 6), FromATelephone("shop.jpg")]);
        if (!hasScript)
        {
            await form.Button("photos:1").ClickAsync();
        }

        await Expect(form.Photos).ToHaveCountAsync(2);
        await Expect(form.Field("Story")).ToHaveValueAsync(ModemStory.Moments[0].Story);
        await form.PhotoAlt(1).FillAsync(Alt);
        await form.RemovePhoto(2).ClickAsync();
        await Expect(form.Photos).ToHaveCountAsync(1);
        await Expect(form.PhotoAlt(1)).ToHaveValueAsync(Alt);

        var check = await form.CheckAsync();
        await Expect(page.GetByAltText(Alt)).ToBeVisibleAsync();
        var code = await (await check.SendAsync()).CodeAsync();
        var journey = new MyJourneyPage(page);
        await journey.OpenAsync("ko", code);

        var shown = page.GetByAltText(Alt);
        await shown.ScrollIntoViewIfNeededAsync();
        await Expect(shown).ToHaveJSPropertyAsync("complete", true);
        // It lay on its side: 40 by 20, turned as it was seen.
        await Expect(shown).ToHaveAttributeAsync("width", "20");
        foreach (var address in new[] { await shown.GetAttributeAsync("src"), await page.Locator("a", new() { Has = shown }).GetAttributeAsync("href") })
        {
            var answer = await page.APIRequest.GetAsync(address!);
            Assert.Equal("image/jpeg", answer.Headers["content-type"]);
            Assert.Empty(TestPhotos.MarkersOf(await answer.BodyAsync()).Except<byte>([0xE0, 0xDB, 0xC0, 0xC4, 0xDA]));
        }
    });

    [BrowserFact]
    public Task APhotoThatIsDropped_IsTaken_AndWhatFailsCanBeTriedAgain() => browser.VisitAsync(Screen.Desktop("en"), async page =>
    {
        var form = new LogFormPage(page);
        await form.OpenAsync("en", Company);
        await form.FillAsync(ModemStory.Moments[0] with { Story = "Dropped" });

        await page.RouteAsync(
            "**/log/**", route => route.Request.Method == "POST" ? route.AbortAsync("connectionfailed") : route.ContinueAsync());
        await DropAsync(page, "lost.png");
        await Expect(page.Locator(".photos p.error")).ToContainTextAsync("Moment 1: “lost.png” could not be sent.");
        await page.UnrouteAllAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Expect(form.Photos).ToHaveCountAsync(1);
        await Expect(page.Locator(".photos p.error")).ToHaveCountAsync(0);
        await Expect(page.Locator(".photos [role=status]")).ToHaveTextAsync("“lost.png” was added.");

        await form.Files.SetInputFilesAsync(
            [new() { Name = "notes.txt", MimeType = "text/plain", Buffer = [1, 2, 3] }, FromATelephone("good.jpg")]);
        await Expect(form.Photos).ToHaveCountAsync(2);
        await Expect(page.Locator(".photos p.error")).ToContainTextAsync("notes.txt");

        // Sent while a photo is on its way: the form waits for it.
        await form.PhotoAlt(2).FillAsync("Second");
        await form.Files.SetInputFilesAsync(FromATelephone("last.jpg"));
        await form.CheckAsync();
        await Expect(page.Locator(".gallery img")).ToHaveCountAsync(3);
        await Expect(page.GetByAltText("Second")).ToHaveCountAsync(1);
    }, trouble => trouble.Contains("ERR_", StringComparison.Ordinal) || trouble.EndsWith(": 422", StringComparison.Ordinal));

    [BrowserTheory]
    [InlineData("ko", true, "사진을 보내지 못했어요: lost.jpg")]
    [InlineData("en", false, "“lost.jpg” was not added")]
    public Task APhotoThatIsLostOnItsWay_HoldsTheFormThatWaitsForIt_AndTheNextPressSendsIt(string culture, bool isCutOff, string words) =>
        browser.VisitAsync(Screen.Phone(culture), async page =>
        {
            var form = new LogFormPage(page);
            await form.OpenAsync(culture, Company);
            await form.SavedAsync(() => form.FillAsync(ModemStory.Moments[0] with { Story = "Lost" + culture }));
            var pressed = await LosePhotosAsync(page, "**/log/**", isCutOff);
            await form.Files.SetInputFilesAsync(new FilePayload { Name = "lost.jpg", MimeType = "image/jpeg", Buffer = [1, 2, 3] });
            await form.Button("all").ClickAsync();
            pressed.SetResult();

            var line = page.Locator(".photos p.error");
            await Expect(line).ToContainTextAsync(words);
            await Expect(line).ToBeFocusedAsync();
            await form.ExpectAsync(ModemStory.Moments[0] with { Story = "Lost" + culture });

            // Told of it, and going on without that photo.
            await page.UnrouteAllAsync();
            var check = await form.CheckAsync();
            await Expect(page.Locator(".gallery img")).ToHaveCountAsync(0);
            await check.SendAsync();
            await page.GotoAsync(page.Url.Replace("/sent", "/moments/new", StringComparison.Ordinal));
            var moment = new MomentPage(page);
            await moment.FillAsync(ModemStory.Moments[1]);
            pressed = await LosePhotosAsync(page, "**/moments/new", isCutOff);
            await page.Locator("#Input_Files").SetInputFilesAsync(
                new FilePayload { Name = "lost.jpg", MimeType = "image/jpeg", Buffer = [1, 2, 3] });
            await moment.Send.ClickAsync();
            pressed.SetResult();

            await Expect(line).ToContainTextAsync(words);
            await Expect(line).ToBeFocusedAsync();
            await moment.ExpectAsync(ModemStory.Moments[1]);
            await page.UnrouteAllAsync();
            await moment.SendAsync();
        }, trouble => trouble.Contains("ERR_", StringComparison.Ordinal) || trouble.EndsWith(": 422", StringComparison.Ordinal));

    [BrowserFact]
    public Task APhotoLargerThanTheServerTakes_IsMadeSmallerBeforeItIsSent() => browser.VisitAsync(Screen.Phone("en"), async page =>
    {
        const int Megabyte = 1_000_000;
        // With a film after the picture, as telephones append it.
        byte[] large = [.. TestPhotos.FromATelephone(6, TestPhotos.Jpeg(4000, 3000)), .. new byte[21 * Megabyte]];
        var form = new LogFormPage(page);
        await form.OpenAsync("en", Company);
        await form.FillAsync(ModemStory.Moments[0] with { Story = "Large" });
        await form.Files.SetInputFilesAsync(new FilePayload { Name = "large.jpg", MimeType = "image/jpeg", Buffer = large });

        // The server would refuse it as it is.
        Assert.InRange(large.Length, PhotoMaker.MaxBytes + 1, 50 * Megabyte);
        await Expect(form.Photos).ToHaveCountAsync(1);
        await Expect(page.Locator(".photos [role=status]")).ToHaveTextAsync("“large.jpg” was added.");
        // Turned as it was seen.
        var thumbnail = page.Locator(".photos img");
        await Expect(thumbnail).ToHaveAttributeAsync("width", "240");
        await Expect(thumbnail).ToHaveAttributeAsync("height", "320");
    });

    [BrowserFact]
    public Task WhatTheBrowserCannotRead_IsSentAsItIs_AndTheServerSaysWhatItIs() => browser.VisitAsync(Screen.Phone("ko"), async page =>
    {
        var random = new Random(2);
        var whole = TestPhotos.Of(SKEncodedImageFormat.Jpeg, 1500, 1000, (_, _) => new SKColor((uint)random.Next() | 0xFF000000));
        Assert.InRange(whole.Length, 1_000_000, 3_000_000);
        var form = new LogFormPage(page);
        await form.OpenAsync("ko", Company);
        await form.FillAsync(ModemStory.Moments[0] with { Story = "Unread" });

        byte[] heic = [.. TestPhotos.FileOfBrand("heic", "mif1"), .. new byte[600_000]];
        await form.Files.SetInputFilesAsync(new FilePayload { Name = "IMG_1.HEIC", MimeType = "image/heic", Buffer = heic });
        await Expect(page.Locator(".photos p.error")).ToContainTextAsync("설정 > 카메라 > 포맷");
        await form.Files.SetInputFilesAsync(new FilePayload { Name = "half.jpg", MimeType = "image/jpeg", Buffer = whole[..(whole.Length / 2)] });
        await Expect(page.Locator(".photos p.error")).ToContainTextAsync("사진이 잘렸거나 손상됐어요");
        await form.Files.SetInputFilesAsync(new FilePayload { Name = "clip.mov", MimeType = "video/quicktime", Buffer = new byte[100] });
        await Expect(page.Locator(".photos p.error").Filter(new() { HasText = "clip.mov" })).ToContainTextAsync("동영상이에요");
        await Expect(form.Photos).ToHaveCountAsync(0);
    }, trouble => trouble.EndsWith(": 422", StringComparison.Ordinal));

    /// <summary>Photos wait on their way until what is given back is set; then the line is cut off, or the server refuses them.</summary>
    private static async Task<TaskCompletionSource> LosePhotosAsync(IPage page, string address, bool isCutOff)
    {
        var pressed = new TaskCompletionSource();
        await page.RouteAsync(address, async route =>
        {
            if (route.Request.Method != "POST" || route.Request.Headers.GetValueOrDefault("content-type")?.StartsWith("multipart/", StringComparison.Ordinal) != true)
            {
                await route.ContinueAsync();
                return;
            }

            await pressed.Task;
            await (isCutOff ? route.AbortAsync("connectionfailed") : route.ContinueAsync());
        });
        return pressed;
    }

    private static FilePayload FromATelephone(string name, int orientation = 1) =>
        new() { Name = name, MimeType = "image/jpeg", Buffer = TestPhotos.FromATelephone(orientation) };

    private static async Task DropAsync(IPage page, string name) => await page.EvaluateAsync(
        """
        ([bytes, name]) => {
          const dragged = new DataTransfer();
          dragged.items.add(new File([Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0))], name, { type: "image/png" }));
          const zone = document.querySelector("[data-photos]");
          for (const type of ["dragover", "drop"]) zone.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: dragged }));
        }
        """,
        new[] { Convert.ToBase64String(TestPhotos.Png()), name });
}
