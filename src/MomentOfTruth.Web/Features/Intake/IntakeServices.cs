using Microsoft.Extensions.Localization;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Features.Photos;
using MomentOfTruth.Web.Texts;

namespace MomentOfTruth.Web.Features.Intake;

/// <summary>Logging journeys.</summary>
public static class IntakeServices
{
    public static IServiceCollection AddIntake(this IServiceCollection services) => services
        .AddScoped<JourneyWriter>()
        .AddScoped<MomentWriter>()
        .AddScoped<EntryNames>()
        .AddScoped<CompanyPickerQuery>()
        .AddScoped<DraftStore>()
        .AddScoped<DraftCookie>()
        .AddScoped<OwnDraftsQuery>()
        .AddScoped<JourneyFormReader>()
        .AddScoped<MomentCheck>()
        .AddScoped<SendQuestionsQuery>()
        .AddScoped<IntakeTexts>()
        .AddSingleton<FormToken>()
        .AddScoped<ReceiptCookie>()
        .AddScoped<IssuedReceipt>()
        .AddScoped<QuietJourneys>()
        .AddHostedService<DraftSweeper>()
        .AddHostedService<QuietSweeper>();

    /// <summary>The photos of a draft, for the customer who has its key.</summary>
    public static void MapDraftPhotos(this IEndpointRouteBuilder routes) =>
        routes.MapPhotosOf("/log/{company}/drafts/{draft}/photos", OwnerAsync).WithMetadata(new PublicCompanyPageAttribute());

    private static async Task<PhotoOwner?> OwnerAsync(HttpContext http)
    {
        var (slug, draft) = ((string)http.GetRouteValue("company")!, (string)http.GetRouteValue("draft")!);
        var companies = http.RequestServices.GetRequiredService<PublicCompanyQuery>();
        return await companies.RunAsync(slug, http.RequestAborted) is { } company ? DraftStore.OwnerOf(company.Id, draft) : null;
    }
}

/// <summary>The texts of the customer's form.</summary>
public sealed class IntakeTexts(
    IStringLocalizer<IntakeText> form, IStringLocalizer<IntakeHelpText> help, IStringLocalizer<PhotoText> photos,
    IStringLocalizer<PublicationText> publications, IStringLocalizer<SharedText> shared)
{
    public IStringLocalizer<IntakeText> FormText { get; } = form;

    public IStringLocalizer<IntakeHelpText> HelpText { get; } = help;

    public IStringLocalizer<PhotoText> PhotoText { get; } = photos;

    public IStringLocalizer<PublicationText> PublicationText { get; } = publications;

    public IStringLocalizer<SharedText> SharedText { get; } = shared;
}
