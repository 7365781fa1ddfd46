using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Companies;
using MomentOfTruth.Web.Site;

namespace MomentOfTruth.Web.Commands;

/// <summary><c>company add</c> and <c>company list</c>: the companies that the operator vouches for, and all that are here.</summary>
public static class CompanyCommand
{
    public static Command Create(WebApplication app) => new("company", "Companies of the installation.") { Add(app), List(app) };

    private static Command Add(WebApplication app)
    {
        var name = new Option<string>("--name") { Description = "Its name.", Required = true };
        var korean = new Option<string?>("--name-ko") { Description = "Its name in Korean." };
        var zone = new Option<string?>("--zone") { Description = "Its time zone, such as Asia/Seoul; Site:DefaultZone without it." };
        var web = new Option<string?>("--web")
        {
            Description = "Its web address, such as www.example.com: who proves to read mail there may join it, or look after it.",
        };
        var command = new Command("add", "Adds a company, verified, and prints its address name.") { name, korean, zone, web };
        command.SetAction((parse, cancellationToken) => app.OnStoreAsync(
            services => AddAsync(
                services, parse.GetRequiredValue(name), parse.GetValue(korean), parse.GetValue(zone), parse.GetValue(web),
                cancellationToken),
            cancellationToken));
        return command;
    }

    private static async Task<int> AddAsync(
        IServiceProvider services, string name, string? korean, string? zone, string? web, CancellationToken cancellationToken)
    {
        foreach (var said in new[] { name, korean }.OfType<string>())
        {
            if (!NameText.IsName(said) || NameText.Refusal(said) is not null)
            {
                return await CommandExit.FailAsync(
                    $"A name is one line of at most {Naming.MaxName} characters with a letter or digit in it.");
            }
        }

        zone ??= services.GetRequiredService<IOptions<SiteOptions>>().Value.DefaultZone;
        if (!TimeZones.IsKnown(zone))
        {
            return await CommandExit.FailAsync($"This machine knows no time zone {zone}. Use an IANA name, such as Asia/Seoul.");
        }

        var host = WebHost.TryParse(web);
        if (web is not null && host is null)
        {
            return await CommandExit.FailAsync("This is no web address. Write it like www.example.com.");
        }

        var register = services.GetRequiredService<CompanyRegister>();
        string[] names = [.. new[] { name, korean }.OfType<string>().Select(NameText.Stored)];
        if ((await register.FindAllAsync(names, cancellationToken)).FirstOrDefault(found => found is not null) is { } known)
        {
            return await CommandExit.FailAsync($"There is a company of that name already: {known.Slug}");
        }

        if (await register.AddAsync(names[0], names.ElementAtOrDefault(1), zone, host, cancellationToken) is not { } company)
        {
            return await CommandExit.FailAsync("A company of that name was added just now. \"company list\" names it.");
        }

        await services.GetRequiredService<AuditLog>().AppendAsync(AuditEvent.OfCommand("Company.Add", company.Id, company.Slug));
        await Terminal.Out.WriteLineAsync(company.Slug);
        return CommandExit.Done;
    }

    private static Command List(WebApplication app)
    {
        var command = new Command("list", "Lists the companies by their address names: name, Korean name, zone, verified or not, members.");
        command.SetAction((_, cancellationToken) => app.OnStoreAsync(
            async services =>
            {
                var db = services.GetRequiredService<AppDbContext>();
                var companies = db.Companies.AsNoTracking().Where(c => c.MergedIntoId == null).OrderBy(c => c.Slug).Select(c => new
                {
                    c.Slug,
                    c.Name,
                    c.KoreanName,
                    c.TimeZoneId,
                    c.IsVerified,
                    Members = db.Memberships.Count(m => m.CompanyId == c.Id),
                });
                await foreach (var company in companies.AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    await Terminal.Out.WriteLineAsync(string.Join(
                        '\t', company.Slug, company.Name, company.KoreanName ?? "-", company.TimeZoneId,
                        company.IsVerified ? "verified" : "unverified",
                        string.Create(CultureInfo.InvariantCulture, $"{company.Members} {(company.Members == 1 ? "member" : "members")}")));
                }

                return CommandExit.Done;
            },
            cancellationToken));
        return command;
    }
}
