namespace MomentOfTruth.Web.Features.Imports;

internal static partial class ImportLog
{
    [LoggerMessage(EventId = 401, Level = LogLevel.Information, Message = "Import: {Journeys} journeys in, {Rejected} rows rejected, {Known} rows known before")]
    public static partial void Finished(this ILogger logger, int journeys, int rejected, int known);

    [LoggerMessage(EventId = 402, Level = LogLevel.Warning, Message = "Import: the file cannot be read from line {Line} on")]
    public static partial void Broken(this ILogger logger, int line);
}
