using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests.Intake;

namespace MomentOfTruth.Web.Tests.Photos;

/// <summary>Sends forms with files in them, as a browser does.</summary>
public static class PhotoForms
{
    public const string FirstFiles = "Input.Moments[0].Files", FirstAlt = "Input.Moments[0].Photos[0].Alt", FirstId = "Input.Moments[0].Photos[0].Id";

    /// <summary>Sends the page's form with that field, with the changes and the files.</summary>
    public static async Task<HttpResponseMessage> SendFilesAsync(
        this HttpClient browser, string html, string having, IEnumerable<(string Name, string Value)> changes, params (string Field, string Name, byte[] Content)[] files)
    {
        var (action, fields) = Forms.FormOf(html, having);
        foreach (var (name, value) in changes)
        {
            fields[name] = value;
        }

        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), $"\"{name}\"");
        }

        foreach (var (field, name, bytes) in files)
        {
            var part = new ByteArrayContent(bytes);
            part.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
            content.Add(part, $"\"{field}\"", $"\"{name}\"");
        }

        return await browser.BackAtFormAsync(await browser.PostAsync(action, content), fields.GetValueOrDefault("do"));
    }

    /// <summary>Types a journey of one moment and presses a button with these files; gives the answer.</summary>
    public static async Task<HttpResponseMessage> PressWithFilesAsync(
        this HttpClient browser, Company company, string button, params (string Name, byte[] Content)[] files)
    {
        var html = await browser.GetStringAsync(company.LogAddress());
        return await browser.SendFilesAsync(
            html, "Input.Opened", [.. LogForms.Typed(("Shop", "8")).Select(f => (f.Key, f.Value)), ("do", button)], [.. files.Select(f => (FirstFiles, f.Name, f.Content))]);
    }

    /// <summary>The form with one photo in it, as it is drawn.</summary>
    public static async Task<string> WithPhotoAsync(this HttpClient browser, Company company)
    {
        var answer = await browser.PressWithFilesAsync(company, "photos:1", ("shop.jpg", TestPhotos.FromATelephone()));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>A journey that was sent with one photo: its address, and the photo's.</summary>
    public static async Task<(string Journey, string Photo)> SentWithPhotoAsync(
        this HttpClient browser, Company company, string alt = "The empty shelf")
    {
        var html = await browser.WithPhotoAsync(company);
        var @checked = await browser.SendFilesAsync(html, "Input.Opened", [(FirstAlt, alt), ("do", "all")]);
        Assert.Equal(HttpStatusCode.Redirect, @checked.StatusCode);
        var sent = await browser.SubmitAsync(await browser.GetStringAsync(@checked.Headers.Location), "Ticket", ("Answers.Again", "yes"));
        var journey = sent.Headers.Location!.OriginalString[..^"/sent".Length];
        return (journey, Assert.Single(PhotosOn(await browser.GetStringAsync(journey))));
    }

    /// <summary>The addresses of the photos on a page.</summary>
    public static IReadOnlyList<string> PhotosOn(string html) =>
        [.. Html.Parse(html).QuerySelectorAll("img[src$='/thumbnail']").Select(image => image.Value("src")[..^"/thumbnail".Length])];

    public static Task<List<Photo>> StoredAsync(this AppFixture app) =>
        app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().Photos.AsNoTracking().ToListAsync());

    public static Task<int> FilesAsync(this AppFixture app) =>
        app.InScopeAsync(services => services.GetRequiredService<AppDbContext>().PhotoFiles.CountAsync());

    public static Guid IdOf(string address) =>
        Guid.Parse(address.Split('/').First(part => part.Length == 36 && address.EndsWith(part, StringComparison.Ordinal)));

    public static Guid JourneyIdOf(string address) => Guid.Parse(address.Split('/')[3]);

    public static bool IsPhoto(byte[] body) => body is [0xFF, 0xD8, 0xFF, ..];
}
