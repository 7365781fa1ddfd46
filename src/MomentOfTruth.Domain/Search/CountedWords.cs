namespace MomentOfTruth.Domain.Search;

/// <summary>Which words of stories are counted: not those that every story has, and none too short to say anything.</summary>
internal static class CountedWords
{
    public const int ShortestDense = 2;

    private const int ShortestWord = 3;

    // Longest first: the first that fits is taken off.
    public static readonly string[] Particles =
    [
        "에서는", "에서도", "이라고", "으로는", "에서", "에게", "으로", "까지", "부터", "라고", "한테",
        "은", "는", "이", "가", "을", "를", "에", "로", "도", "의", "와", "과", "만",
    ];

    private static readonly HashSet<string> Common =
    [
        .. """
            about after again all also always and any are aren because been before being both but can cannot could couldn did didn does
            doesn doing don done down each even ever every few for from further get give given go going gone got had hadn has hasn have
            haven having her here hers him his how into isn its itself just let like made make many may me might more most much must my
            myself never not now off once one only other our out over own put said same say says shall she should shouldn since some still
            such take than that the their them then there these they this those though through told too took two under until upon use very
            want was wasn way well went were weren what when where which while who whom why will with without won would wouldn yet you your
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        "그리고", "그런데", "그래서", "하지만", "그러나", "있습니다", "없습니다", "했습니다", "합니다", "입니다",
        "있었습니다", "것입니다", "했다", "있다", "없다", "한다", "된다", "되었다", "있었다",
        "제가", "저는", "내가", "나는", "너무", "정말", "다시", "하는", "있는",
        "없는", "그냥", "아주", "모두", "또한", "다른", "같은", "그것", "이것",
    ];

    /// <summary>Whether the word says anything by itself.</summary>
    public static bool IsCounted(string word) => !Common.Contains(word)
        && (FoldedText.IsDense(word) ? word.Length >= ShortestDense : word.Length >= ShortestWord && !word.All(char.IsDigit));

    /// <summary>Whether a folded word is Korean: folding keeps scripts of words apart.</summary>
    public static bool IsHangul(string word) => word[0] is >= '\uAC00' and <= '\uD7A3';
}
