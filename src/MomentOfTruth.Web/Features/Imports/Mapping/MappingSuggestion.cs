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

    // A column is what this share of its filled cells is: the import rejects the rows of the others.
    private const decimal Most = 0.8m, Half = 0.5m;

    private static readonly decimal[] Tops = [5, 7, 10, 100];

    private static readonly string[] DayNames = ["ended", "end", "date", "day", "종료", "날짜", "일자"];

    private static readonly string[] RatingNames =
        ["score", "scores", "rating", "ratings", "stars", "satisfaction", "점수", "평점", "만족", "별점"];

    private static readonly string[] RatingWords =
    [
        "good", "bad", "poor", "fair", "excellent", "satisfied", "dissatisfied", "neutral", "okay", "ok", "great", "terrible", "만족",
        "불만", "보통", "좋음", "나쁨", "우수", "미흡",
    ];

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

    // The cells of a channel column, by the key of the word.
    private static readonly Dictionary<string, string> ChannelCells = ChannelWords
        .SelectMany(channel => channel.Words.Select(word => (word, channel.Code)))
        .Concat(Enum.GetValues<Channel>().Select(channel => (channel.ToCode(), channel.ToCode())))
        .Concat([("이메일", "e-mail"), ("현장", "field"), ("기타", "other")])
        .DistinctBy(word => word.Item1)
        .ToDictionary(word => word.Item1, word => word.Item2);

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
            : new Guess(columns, RepeatedNames(header), Path.GetFileNameWithoutExtension(path), latestDay).Make();
    }

    private static List<string> RepeatedNames(IReadOnlyList<string> header) =>
    [
        .. header.Where(name => name.Trim().Length > 0)
            .GroupBy(Naming.KeyOf)
            .Where(same => same.Count() > 1)
            .Select(same => same.First().Trim()),
    ];

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

        /// <summary>The share of the filled cells that are so, 0 to 1; 0 if none is filled.</summary>
        public decimal ShareOf(Func<string, bool> isSo) => IsEmpty ? 0 : (decimal)Texts.Count(isSo) / Texts.Count();

        /// <summary>The share of the filled cells that are such numbers, 0 to 1.</summary>
        public decimal ShareOf(decimal low, decimal high) =>
            ShareOf(text => NumberOf(text) is { } number && number >= low && number <= high);

        public bool Has(params string[] words) => words.Any(word =>
            char.IsAscii(word[0])
                ? $" {Key} ".Contains($" {word} ", StringComparison.Ordinal)
                : Key.Contains(word, StringComparison.Ordinal));
    }

    private sealed class Guess(List<Column> columns, List<string> repeated, string fileName, DateOnly latestDay)
    {
        private readonly HashSet<Column> _used = [];
        private readonly List<string> _notes = [];
        private readonly Dictionary<Column, List<string>> _formats = [];

        public (ImportMapping? Mapping, IReadOnlyList<string> Notes) Make()
        {
            var days = columns.Where(column => FormatsOf(column).Count > 0).ToList();
            var touchpoint = Take(c => c.Has("touchpoint", "touch point", "place", "contact", "step", "stage", "접점", "단계"));
            var score = touchpoint is null ? null : Take(c => c.Has("score", "rating", "stars", "점수", "평점", "만족도") && IsRating(c));
            var journey = score is null
                ? null
                : Take(c => c.Has("journey", "journey id", "case", "ticket", "customer", "customer id", "id", "여정", "고객", "번호"));
            var mapping = journey is not null && days.Count > 0 ? Long(journey, touchpoint!, score!, days) : Wide(days);
            NoteDropped(mapping.IsLong);
            return (mapping, _notes);
        }

        private ImportMapping Long(Column journey, Column touchpoint, Column score, List<Column> days)
        {
            var ended = days.Find(day => day.Has("ended", "end", "closed", "ended on", "종료", "끝난 날"));
            var occurred = days.Find(day => day != ended) ?? days[0];
            return Common(new ImportMapping
            {
                Shape = ImportMapping.LongShape,
                Journey = Field(journey),
                Touchpoint = Field(touchpoint),
                Score = Scale(score),
                OccurredOn = Day(occurred),
                EndedOn = ended is null || ended == occurred ? null : Day(ended),
                Channel = Take(c => c.Has("channel", "채널") && c.ShareOf(IsChannel) >= Most) is { } channel ? ChannelField(channel) : null,
            });
        }

        private static bool IsChannel(string text) => ChannelCells.ContainsKey(Naming.KeyOf(text));

        private static ImportField ChannelField(Column column) => Field(column) with
        {
            Map = column.Texts.All(text => ChannelCodes.FromCode(text) is not null)
                ? null
                : column.Texts.Where(IsChannel)
                    .DistinctBy(Naming.KeyOf)
                    .ToDictionary(text => text, text => ChannelCells[Naming.KeyOf(text)]),
        };

        private ImportMapping Wide(List<Column> days)
        {
            _used.Clear();
            var day = days.Find(c => c.Has(DayNames)) ?? days.FirstOrDefault();
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

            var scales = ratings.Select(Scale).ToList();
            NoteScales(scales);
            _used.UnionWith(ratings);
            return mapping with
            {
                Touchpoints = [.. ratings.Zip(scales, (c, scale) => new ImportTouchpoint
                {
                    Column = c.Name,
                    Name = Capitalized(c.Name),
                    Channel = ChannelOf(c),
                    Low = scale.Low,
                    High = scale.High,
                    Zero = scale.Zero,
                })],
            };

            // A nought without the top of a scale says little: such a column is like one beside it that begins at nought.
            ImportScale Scale(Column column)
            {
                var own = ScaleOf(column);
                var isUnclear = own.Zero == ImportScale.ZeroMissing && column.Numbers.Max() < own.High;
                var like = isUnclear ? ratings.Select(ScaleOf).Where(other => other.Low == 0).MinBy(other => other.High) : null;
                return like is null ? own : like with { Column = column.Name };
            }
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
            var place = Take(c => c.Has("place", "지점") && !IsRating(c));
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
                        : outcome.Texts.Concat(outcome.Missing).Append("")
                            .DistinctBy(Naming.KeyOf)
                            .ToDictionary(text => text, OutcomeOf),
                },
                Title = title is null ? null : Field(title),
                Story = story is null ? null : Field(story),
                Place = place is null ? null : Field(place),
                Product = product is null ? null : Field(product),
                Missing = missing,
            };
        }

        private static string OutcomeOf(string text) =>
            MissingWords.Contains(text) ? Outcome.NotSaid.ToCode() : OutcomeWords.GetValueOrDefault(text, text);

        private Column? Take(Func<Column, bool> fits)
        {
            var found = columns.Find(column => !_used.Contains(column) && fits(column));
            return found is not null && _used.Add(found) ? found : null;
        }

        private static ImportField Field(Column column) => new() { Column = column.Name };

        // What differs is told by the names of the columns.
        private void NoteScales(IReadOnlyList<ImportScale> scales)
        {
            var groups = scales.GroupBy(scale => (scale.Low, scale.High, scale.Zero)).ToList();
            foreach (var group in groups)
            {
                var zero = group.Key.Zero == ImportScale.ZeroMissing ? ", and a 0 for \"not rated\"" : "";
                var which = groups.Count == 1 ? "" : $" of {Quoted(group.Select(scale => scale.Column!))}";
                _notes.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The ratings{which} are taken for a scale from {group.Key.Low} to {group.Key.High}{zero}. "
                    + $"The lowest ends a journey: check it."));
            }

            if (groups.Count > 1)
            {
                var most = groups.MaxBy(group => group.Count());
                var others = groups.Where(group => group != most).SelectMany(group => group).Select(scale => scale.Column!);
                var same = most!.Select(scale => scale.Column!);
                _notes.Add($"Not all ratings are on one scale: {Quoted(others)} differ from {Quoted(same)}.");
            }
        }

        // Columns that are left out though they look like something, so that nothing is lost unseen.
        private void NoteDropped(bool isLong)
        {
            if (repeated.Count > 0)
            {
                _notes.Add($"The file has more than one column {Quoted(repeated)}: they are left out. Rename all but one of each.");
            }

            var left = columns.Where(c => !_used.Contains(c) && !c.IsEmpty && FormatsOf(c).Count == 0 && !IsRating(c) && !IsNumbering(c))
                .ToList();
            var days = left.Where(c => c.ShareOf(IsDay) >= Half || (c.Has(DayNames) && c.ShareOf(IsDay) > 0)).ToList();
            var ratings = left.Except(days).Where(c => c.ShareOf(0, 100) >= Half || c.Has(RatingNames) || IsOfWords(c)).ToList();
            var channels = left.Except(days).Except(ratings).Where(c => isLong && c.Has("channel", "채널")).ToList();
            NoteLeftOut(days, "look like days, but no one format reads most of their cells");
            NoteLeftOut(ratings, "look like ratings, but most of their cells are on no one scale of numbers; words need a \"map\"");
            NoteLeftOut(channels, "look like channels, but most of their words are not known; they need a \"map\"");
        }

        private void NoteLeftOut(List<Column> left, string why)
        {
            if (left.Count > 0)
            {
                _notes.Add($"Left out: {Quoted(left.Select(c => c.Name))}. They {why}.");
            }
        }

        private static bool IsOfWords(Column column) => column.Distinct <= MostWords
            && column.ShareOf(text => RatingWords.Any(word => char.IsAscii(word[0])
                ? Naming.KeyOf(text).Split(' ').Contains(word)
                : text.Contains(word, StringComparison.Ordinal))) >= Half;

        private bool IsDay(string text) => Formats.Any(format => DayOf(new ImportDays([format], latestDay), text) is not null);

        private DateOnly? DayOf(ImportDays days, string text) =>
            days.Read(text).Day is { } day && day >= Moment.EarliestDay && day <= latestDay ? day : null;

        private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"\"{name}\""));

        private ImportScale Scale(Column column)
        {
            var scale = ScaleOf(column);
            NoteScales([scale]);
            return scale;
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

        // The formats that read the most cells, if those are most of them, and do not read the same.
        private List<string> FormatsOf(Column column)
        {
            if (_formats.TryGetValue(column, out var known))
            {
                return known;
            }

            var texts = column.Texts.CountBy(text => text).ToList();
            var fitting = texts.Count == 0 || column.Numbers.All(number => number is >= 0 and < 10_000_000) ? [] : Formats
                .Select(format => (Format: format, Days: new ImportDays([format], latestDay)))
                .Select(read => (read.Format, Days: texts.ConvertAll(text => DayOf(read.Days, text.Key))))
                .Select(read => (read.Format, read.Days, Count: texts.Zip(read.Days, (text, day) => day is null ? 0 : text.Value).Sum()))
                .Where(read => read.Count >= Most * column.Texts.Count())
                .ToList();
            return _formats[column] =
            [
                .. fitting.Where(read => read.Count == fitting.Max(other => other.Count))
                    .DistinctBy(read => string.Join(' ', read.Days))
                    .Select(read => read.Format),
            ];
        }

        private static bool IsRating(Column column) => column.ShareOf(0, 100) >= Most && !IsNumbering(column);

        private static bool IsNumbering(Column column) => column.Has("id", "no", "age", "year", "번호");

        private static ImportScale ScaleOf(Column column)
        {
            var numbers = column.Numbers.OfType<decimal>().ToList();
            var top = Tops.First(top => top == Tops[^1] || (column.ShareOf(0, top) >= Most && IsTop(top)));

            // Surveys of five and seven begin at one; there a nought is "not rated".
            var low = top is 5 or 7 ? 1 : 0;
            return new ImportScale
            {
                Column = column.Name,
                Low = low,
                High = top,
                Zero = low > 0 && numbers.Contains(0) ? ImportScale.ZeroMissing : ImportScale.ZeroError,
            };

            // A few ratings of 6 to 10 are a larger scale rather than faults; a single one is a fault unless it is the end of a scale.
            bool IsTop(decimal top) =>
                numbers.Where(number => number > top && number <= 10).ToList() is [] or [not (7 or 10)];
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
