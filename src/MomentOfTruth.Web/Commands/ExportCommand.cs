using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Exports;
using MomentOfTruth.Web.Features.Journeys;

namespace MomentOfTruth.Web.Commands;

/// <summary><c>export</c>: writes the same file as the export page, unguarded, of one company or of all.</summary>
public static class ExportCommand
{
    public static Command Create(WebApplication app)
    {
        var company = new Option<string?>("--company") { Description = "Address name of the company; all companies without it." };
        var what = new Option<string>("--what") { Description = "journeys or moments.", Required = true };
        what.AcceptOnlyFromAmong([.. ExportKinds.Codes]);
        var from = DayOption.From();
        var to = DayOption.To();
        var file = new Option<FileInfo>("--out") { Description = "The file to write; replaced if it is there.", Required = true };
        var command = new Command("export", "Writes journeys or moments as CSV, finished and open alike.")
        {
            company,
            what,
            from,
            to,
            file,
        };
        command.SetAction((parse, cancellationToken) => app.OnStoreAsync(async services =>
        {
            var companies = await CompaniesAsync(services.GetRequiredService<AppDbContext>(), parse.GetValue(company), cancellationToken);
            if (companies.Count == 0 && parse.GetValue(company) is { } slug)
            {
                return await CommandExit.FailAsync($"There is no company {slug}.");
            }

            var filter = ExportAddress.Everything with { From = parse.GetValue(from), To = parse.GetValue(to) };
            var kind = ExportKinds.FromCode(parse.GetRequiredValue(what))!.Value;
            try
            {
                var rows = await WriteAsync(
                    services.GetRequiredService<ExportWriter>(), kind, companies, filter, parse.GetRequiredValue(file).FullName,
                    cancellationToken);
                await Terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"exported {rows} {kind.ToCode()}"));
                return CommandExit.Done;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return await CommandExit.FailAsync($"The file could not be written: {error.Message}");
            }
        }, cancellationToken));
        return command;
    }

    private static Task<List<ExportedCompany>> CompaniesAsync(AppDbContext db, string? slug, CancellationToken cancellationToken) =>
        db.Companies
        .Where(c => c.MergedIntoId == null && (slug == null || c.Slug == slug))
        .OrderBy(c => c.Slug)
        .Select(c => new ExportedCompany(c.Id, c.Name, c.TimeZoneId))
        .ToListAsync(cancellationToken);

    // Writes to a file beside it and renames that at the end, so that the name never leads to a part of a file.
    private static async Task<long> WriteAsync(
        ExportWriter writer, ExportKind kind, List<ExportedCompany> companies, JourneyFilter filter, string file,
        CancellationToken cancellationToken)
    {
        var unfinished = $"{file}.{Guid.NewGuid():N}.unfinished";
        try
        {
            long rows;
            await using (var stream = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                rows = await writer.WriteAsync(kind, companies, filter, ExportFormat.Plain, stream, cancellationToken);
            }

            File.Move(unfinished, file, overwrite: true);
            return rows;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
