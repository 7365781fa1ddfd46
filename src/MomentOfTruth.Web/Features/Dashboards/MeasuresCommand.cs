using System.CommandLine;
using System.Text.Json;

namespace MomentOfTruth.Web.Features.Dashboards;

/// <summary><c>measures</c>: every measure as JSON on standard output.</summary>
public static class MeasuresCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(WebApplication app)
    {
        var company = new Option<string?>("--company") { Description = "Address name of the company; all companies without it." };
        var from = DayOption.From();
        var to = DayOption.To();
        var product = new Option<string?>("--product") { Description = "Name of a product of the company." };
        var command = new Command("measures", "Prints the measures as JSON.") { company, from, to, product };
        command.SetAction((parse, cancellationToken) => app.OnStoreAsync(async services =>
        {
            var scope = await services.GetRequiredService<CommandScope>().FindAsync(
                parse.GetValue(company), parse.GetValue(product), parse.GetValue(from), parse.GetValue(to), cancellationToken);
            if (scope is null)
            {
                await Console.Error.WriteLineAsync("There is no such company or product.");
                return CommandExit.Failed;
            }

            var measures = await services.GetRequiredService<MeasuresQuery>().RunAsync(scope, cancellationToken);
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(MeasuresSummary.Of(measures), Json));
            return CommandExit.Done;
        }, cancellationToken));
        return command;
    }
}
