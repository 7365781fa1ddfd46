using System.Globalization;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Web.Features.Imports;

/// <summary>
/// Guesses what the columns of a file mean, from their names and the first rows. A guess to be corrected, which imports a simple file as it
/// is.
/// </summary>
public static class MappingSuggestion
{
    private const int SampleRows = 1000, MostWords = 12;

    private static readonly string[] MissingWords = ["", "NA", "N/A", "n/a", "-", "null", "NULL", "없음", "해당 없음", "무응답"];

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy.MM.dd", "yyyy. M. d.", "yyyy/MM/dd", "yyyyMMdd", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm",
        "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ssK", "yyyy'년' M'월' d'일'", "dd.MM.yyyy", "d.M.yyyy", "dd/MM/yyyy", "d/M/yyyy",
        "MM/dd/yyyy", "M/d/yyyy", "dd-MM-yyyy", "d MMMM yyyy", "d MMM yyyy", "MMMM d, yyyy", "MMM d, yyyy", "dd.MM.yy", "dd/MM/yy",
        "MM/dd/yy", "dd-MMM-yy", "MMMM yyyy", "MMM-yy", "MMM yyyy", "yyyy-MM", "yyyy'년' M'월'",
    ];

    private static readonly (string Code, string[] Words)[] ChannelWords =
    [
        ("phone", ["phone", "call", "hotline", "전화", "콜", "상담"]), ("store", ["store", "shop", "branch", "counter", "매장", "지점", "창구"]),
        ("e-mail", ["email", "e-mail", "메일"]), ("chat", ["chat", "채팅", "챗"]), ("app", ["app", "앱"]),
        ("web", ["web", "site", "online", "홈페이지", "웹"]), ("social", ["social", "소셜"]),
        ("field", ["technician", "field", "visit", "기사", "방문"]),
        ("device", ["device", "wifi", "기기", "장비"]),
    ];

    private static readonly Dictionary<string, string> OutcomeWords = new(StringComparer.OrdinalIgnoreCase)
    {
        ["yes"] = "stayed",
        ["true"] = "stayed",
        ["1"] = "stayed",
        ["y"] = "stayed",
        ["예"] = "stayed",
        ["네"] = "stayed",
        ["유지"] = "stayed",
        ["stayed"] = "stayed",
        ["stay"] = "stayed",
        ["no"] = "left",
        ["false"] = "left",
        ["0"] = "left",
        ["n"] = "left",
        ["아니오"] = "left",
        ["아니요"] = "left",
        ["left"] = "left",
        ["해지"] = "left",
        ["이탈"] = "left",
        ["cancelled"] = "returned",
        ["returned"] = "returned",
        ["반품"] = "returned",
        ["complained"] = "complained",
    };

    /// <summary>Returns a mapping for the file and what is to be checked in it; null if it has nothing to map.</summary>
    public static async Task<(ImportMapping? Mapping, IReadOnlyList<string> Notes)> OfAsync(
        string path, TextFormat format, DateOnly latestDay, CancellationToken cancellationToken)
    {
        await using var rows = new CsvRows(path, format);
        var header = await rows.ReadHeaderAsync(cancellationToken);
        var columns = header.Index()
            .Where(name => header.Count(other => Naming.KeyOf(other) == Naming.KeyOf(name.Item)) == 1 && name.Item.Trim().Length > 0)
            .Select(name => new Column(name.Item.Trim(), name.Index))
            .ToList();
        var read = 0;
        await foreach (var row in rows.ReadRowsAsync(header.Count, _ => false, cancellationToken))
        {
            if (row.Problem is null)
            {
                columns.ForEach(column => column.Add(row.Cells[column.Index].Trim()));
            }

            if (++read == SampleRows)
            {
                break;
            }
        }

        return columns.Count == 0
            ? (null, ["The file has no columns."])
            : new Guess(columns, Path.GetFileNameWithoutExtension(path), latestDay).Make();
    }

    private sealed class Column(string name, int index)
    {
        private readonly List<string> _texts = [];

        public string Name => name;

        public int Index => index;

        public string Key { get; } = Naming.KeyOf(name).Replace('_', ' ').Replace('-', ' ');

        public IEnumerable<string> Texts => _texts.Where(text => !MissingWords.Contains(text));

        public IEnumerable<string> Missing => _texts.Where(text => MissingWords.Contains(text)).Distinct();

        public int Distinct => Texts.Distinct().Count();

        public bool IsEmpty => !Texts.Any();

        public IEnumerable<decimal?> Numbers => Texts.Select(NumberOf);

        private static decimal? NumberOf(string text)
        {
            const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
            return decimal.TryParse(text, Plain, CultureInfo.InvariantCulture, out var number) ? number : null;
        }

        public void Add(string text) => _texts.Add(text);

        public bool Has(params string[] words) => words.Any(word =>
            char.IsAscii(word[0])
                ? $" {Key} ".Contains($" {word} ", StringComparison.Ordinal)
                : Key.Contains(word, StringComparison.Ordinal));
    }

    private sealed class Guess(List<Column> columns, string fileName, DateOnly latestDay)
    {
        private readonly HashSet<Column> _used = [];
        private readonly List<string> _notes = [];

        public (ImportMapping? Mapping, IReadOnlyList<string> Notes) Make()
        {
            var days = columns.Where(column => FormatsOf(column).Count > 0).ToList();
            var touchpoint = Take(c => c.Has("touchpoint", "touch point", "place", "contact", "step", "stage", "접점", "단계"));
            var score = touchpoint is null ? null : Take(c => c.Has("score", "rating", "stars", "점수", "평점", "만족도") && IsRating(c));
            var journey = score is null
                ? null
                : Take(c => c.Has("journey", "journey id", "case", "ticket", "customer", "customer id", "id", "여정", "고객", "번호"));
            return journey is not null && days.Count > 0
                ? (Long(journey, touchpoint!, score!, days), _notes)
                : Wide(days);
        }

        private ImportMapping Long(Column journey, Column touchpoint, Column score, List<Column> days)
        {
            var ended = days.Find(day => day.Has("ended", "end", "closed", "ended on", "종료"));
            var occurred = days.Find(day => day != ended) ?? days[0];
            return Common(new ImportMapping
            {
                Shape = ImportMapping.LongShape,
                Journey = Field(journey),
                Touchpoint = Field(touchpoint),
                Score = Scale(score),
                OccurredOn = Day(occurred),
                EndedOn = ended is null || ended == occurred ? null : Day(ended),
                Channel = Take(c => c.Has("channel", "채널") && c.Texts.All(text => ChannelCodes.FromCode(text) is not null)) is { } channel
                    ? Field(channel)
                    : null,
            });
        }

        private (ImportMapping? Mapping, IReadOnlyList<string> Notes) Wide(List<Column> days)
        {
            _used.Clear();
            var day = days.Find(c => c.Has("ended", "end", "date", "day", "종료", "날짜", "일자")) ?? days.FirstOrDefault();
            if (day is null)
            {
                _notes.Add("No column of days was found: the day of the import stands there. Correct \"endedOn\".");
            }
            else
            {
                _used.Add(day);
            }

            var mapping = Common(new ImportMapping
            {
                EndedOn = day is not null
                    ? Day(day)
                    : new ImportDate { Value = latestDay.AddDays(-1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
                ExternalId = Take(c => c.Has("id", "external id", "survey id", "response id", "review id", "no", "번호", "아이디")
                    && c.Distinct == c.Texts.Count() && !c.IsEmpty) is { } id ? Field(id) : null,
            });
            var ratings = columns.Where(c => !_used.Contains(c) && IsRating(c)).ToList();
            if (ratings.Count == 0)
            {
                _notes.Add("No column of ratings was found. Name them in \"touchpoints\".");
            }

            // Columns beside each other are on one scale, though not each of them has its ends.
            var (low, high) = ratings.Count == 0 ? (0m, 10m) : ScaleOf([.. ratings.SelectMany(c => c.Numbers).OfType<decimal>()]);
            var missing = ratings.Any(c => c.Numbers.Any(number => number == 0)) && low > 0;
            if (ratings.Count > 0)
            {
                NoteScale(low, high, missing);
            }

            return (
                mapping with
                {
                    Touchpoints = [.. ratings.Select(c => new ImportTouchpoint
                    {
                        Column = c.Name,
                        Name = Capitalized(c.Name),
                        Channel = ChannelOf(c),
                        Low = low,
                        High = high,
                        Zero = missing ? ImportScale.ZeroMissing : ImportScale.ZeroError,
                    })],
                },
                _notes);
        }

        private ImportMapping Common(ImportMapping mapping)
        {
            var company = Take(c => !c.IsEmpty
                && c.Has("company", "brand", "airline", "airline name", "company name", "bank", "operator", "회사", "업체", "브랜드", "기업"));
            if (company is null)
            {
                _notes.Add($"No column of companies was found: all journeys are with \"{fileName}\". Correct \"company\".");
            }

            var outcome = Take(c => c.Distinct is > 0 and <= MostWords
                && c.Has("outcome", "result", "recommended", "recommend", "again", "stayed", "churn", "결과", "추천", "재구매")
                && !c.Has("churn") && c.Texts.All(text => OutcomeWords.ContainsKey(text) || OutcomeCodes.FromCode(text) is not null));
            var title = Take(c => c.Has("title", "subject", "headline", "제목") && !IsRating(c));
            var story = Take(c => !IsRating(c)
                && c.Has("story", "comment", "comments", "review", "content", "text", "feedback", "내용", "의견", "후기", "이야기"));
            var product = Take(c => c.Has("product", "plan", "상품", "제품") && !IsRating(c));
            var missing = columns.SelectMany(c => c.Missing).Prepend("").Distinct().ToList();
            return mapping with
            {
                Company = company is null ? new ImportField { Value = fileName } : Field(company),
                Outcome = outcome is null ? null : new ImportField
                {
                    Column = outcome.Name,
                    Map = outcome.Texts.All(text => OutcomeCodes.FromCode(text) is not null)
                        ? null
                        : outcome.Texts.Distinct().ToDictionary(text => text, text => OutcomeWords.GetValueOrDefault(text, text)),
                },
                Title = title is null ? null : Field(title),
                Story = story is null ? null : Field(story),
                Product = product is null ? null : Field(product),
                Missing = missing,
            };
        }

        private Column? Take(Func<Column, bool> fits)
        {
            var found = columns.Find(column => !_used.Contains(column) && fits(column));
            return found is not null && _used.Add(found) ? found : null;
        }

        private static ImportField Field(Column column) => new() { Column = column.Name };

        private void NoteScale(decimal low, decimal high, bool isZeroMissing)
        {
            var zero = isZeroMissing ? ", and a 0 for \"not rated\"" : "";
            _notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The ratings are taken for a scale from {low} to {high}{zero}. The lowest ends a journey: check it."));
        }

        private ImportScale Scale(Column column)
        {
            var (low, high) = ScaleOf([.. column.Numbers.OfType<decimal>()]);
            var isZeroMissing = low > 0 && column.Numbers.Any(number => number == 0);
            NoteScale(low, high, isZeroMissing);
            return new ImportScale
            {
                Column = column.Name,
                Low = low,
                High = high,
                Zero = isZeroMissing ? ImportScale.ZeroMissing : ImportScale.ZeroError,
            };
        }

        private ImportDate Day(Column column)
        {
            _used.Add(column);
            var formats = FormatsOf(column);
            if (formats.Count > 1)
            {
                _notes.Add($"The days of \"{column.Name}\" can be read as {string.Join(" and as ", formats)}: the first is used.");
            }

            return new ImportDate { Column = column.Name, Formats = [formats[0]] };
        }

        // All formats that read every cell and do not read the same.
        private List<string> FormatsOf(Column column)
        {
            var texts = column.Texts.Distinct().ToList();
            return texts.Count == 0 || column.Numbers.All(number => number is >= 0 and < 10_000_000) ? [] :
            [
                .. Formats
                    .Select(format => (Format: format, Days: new ImportDays([format], latestDay)))
                    .Where(read => texts.TrueForAll(
                        text => read.Days.Read(text).Day is { } day && day >= Moment.EarliestDay && day <= latestDay))
                    .DistinctBy(read => string.Join(' ', texts.Select(text => read.Days.Read(text).Day)))
                    .Select(read => read.Format),
            ];
        }

        private static bool IsRating(Column column)
        {
            var numbers = column.Numbers.ToList();
            return numbers.Count > 0 && numbers.TrueForAll(number => number is >= 0 and <= 100)
                && !column.Has("id", "no", "age", "year", "번호");
        }

        private static (decimal Low, decimal High) ScaleOf(IReadOnlyList<decimal> numbers)
        {
            var high = numbers.Max();
            var top = high <= 5 ? 5 : high <= 7 ? 7 : high <= 10 ? 10 : 100;

            // Surveys of five and seven begin at one; there a nought is "not rated".
            return (top is 5 or 7 ? 1 : 0, top);
        }

        private static string ChannelOf(Column column) =>
            ChannelWords.FirstOrDefault(channel => channel.Words.Any(word => column.Key.Contains(word, StringComparison.Ordinal))).Code
                ?? "other";

        private static string Capitalized(string name)
        {
            var words = name.Replace('_', ' ').Trim();
            words = words.EndsWith(" rating", StringComparison.OrdinalIgnoreCase) ? words[..^" rating".Length] : words;
            return char.ToUpperInvariant(words[0]) + words[1..];
        }
    }
}
