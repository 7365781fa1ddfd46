namespace MomentOfTruth.Web.Features.Exports;

/// <summary>For whom a file is written.</summary>
public enum ExportFormat
{
    /// <summary>For programs: the same bytes wherever it is asked for.</summary>
    Plain,

    /// <summary>With the byte order mark, without which Excel takes it for another encoding.</summary>
    Excel,

    /// <summary>The same with Korean headings. The cells are the same in every format.</summary>
    KoreanExcel,
}

/// <summary>
/// The columns of the files. Their Korean headings stand here and not among the texts of pages, as the import reads them back, in whichever
/// language it runs.
/// </summary>
public static class ExportColumns
{
    private static readonly (string Name, string Korean)[] OfJourneys =
    [
        ("journey", "여정 번호"), ("company", "회사"), ("product", "상품"), ("title", "제목"), ("story", "이야기"), ("state", "진행 상태"),
        ("ended_on", "끝난 날"), ("logged_at", "남긴 때"), ("finished_at", "끝낸 때"), ("outcome", "결과"), ("competitor", "옮겨 간 곳"),
        ("moments", "순간 수"), ("product_score", "점수의 곱"), ("journey_score", "여정 점수"), ("even_score", "균등 점수"),
        ("average", "단순 평균"), ("zeros", "0점 수"), ("killed_at", "결정적 순간 순번"), ("killing_touchpoint", "결정적 순간 접점"),
        ("sole_killer", "유일한 0점 접점"), ("but_for_zeros", "0점을 뺀 곱"), ("average_after_zero", "결정적 순간 이후 평균"),
        ("case_status", "처리 건"), ("verdict", "고객 평가"), ("customer_wrote", "고객이 글을 보냄"), ("ordered", "순서 있음"),
        ("closed_by_itself", "저절로 닫힘"), ("place", "보낸 곳"), ("case_state", "처리 상태"), ("case_owner", "담당자"),
        ("root_cause", "원인"), ("done", "조치 내용"),
    ];

    private static readonly (string Name, string Korean)[] OfMoments =
    [
        ("journey", "여정 번호"), ("company", "회사"), ("product", "상품"), ("position", "순번"), ("touchpoint", "접점"), ("channel", "채널"),
        ("occurred_on", "날짜"), ("occurred_at", "시각"), ("score", "점수"), ("story", "이야기"), ("outcome", "결과"),
        ("ended_on", "끝난 날"), ("ordered", "순서 있음"),
    ];

    private static readonly Dictionary<string, string> Koreans =
        OfJourneys.Concat(OfMoments).Distinct().ToDictionary(column => column.Name, column => column.Korean, StringComparer.OrdinalIgnoreCase);

    /// <summary>The headings of a file, in the order of its cells.</summary>
    public static IEnumerable<string> Headings(ExportKind kind, ExportFormat format) =>
        (kind == ExportKind.Journeys ? OfJourneys : OfMoments)
            .Select(column => format == ExportFormat.KoreanExcel ? column.Korean : column.Name);

    /// <summary>Returns null if no column has that name.</summary>
    public static string? KoreanOf(string name) => Koreans.GetValueOrDefault(name);
}
