using System.Security.Cryptography;
using System.Text;
using MomentOfTruth.Domain.Journeys;

namespace MomentOfTruth.Domain.Tests.Journeys;

public sealed class ReceiptCodeTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static readonly string[] Codes = [.. Enumerable.Range(0, 1000).Select(_ => ReceiptCode.New().ToString())];

    [Fact]
    public void ToString_New_IsSevenGroupsOfFourUnmistakableSymbols() =>
        Assert.All(Codes, code => Assert.Matches("^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){6}$", code));

    // 27 free symbols of 32: in a thousand codes a fair source leaves out some symbol at some place once in 10^11 runs.
    [Fact]
    public void New_Many_AreDistinctAndUseAllOf135Bits()
    {
        Assert.Equal(Codes.Length, Codes.Distinct().Count());
        var symbols = Codes.Select(SymbolsOf).ToList();
        for (var place = 0; place < 27; place++)
        {
            Assert.Equal(Alphabet, string.Concat(symbols.Select(s => s[place]).Distinct().Order()));
        }
    }

    [Fact]
    public void TryParse_WhatWasWritten_IsTheSameCode() =>
        Assert.All(Codes, code => Assert.Equal(code, ReceiptCode.TryParse(code)?.ToString()));

    [Fact]
    public void TryParse_HoweverPeopleWriteIt_IsTheSameCode() => Assert.All(Codes.Take(50), code =>
    {
        string[] writings =
        [
            code.ToLowerInvariant(),
            SymbolsOf(code),
            code.Replace('-', ' '),
            code.Replace('-', '—'),
            code.Replace('-', '\u2011'),
            code.Replace("-", " - ", StringComparison.Ordinal),
            code.Replace("-", "\r\n", StringComparison.Ordinal),
            $"\t{code}\u3000",
            code.Replace('0', 'O').Replace('1', 'I'),
            code.ToLowerInvariant().Replace('0', 'o').Replace('1', 'l'),
            string.Concat(code.Select(c => (char)(c + 0xFEE0))),
            string.Join(' ', SymbolsOf(code).ToCharArray()),
            code.Insert(7, "\u200b"), "\ufeff" + code, code.Insert(12, "\u00ad"), code.Replace('-', '\u2212'), code.Replace('-', '.'), code + ".",
            $"“{code}”", $"'{code}',", $"[{code}]", $"({code})", $"Receipt code: {code}", $"영수증 코드: {code}.", $"My code is {code}!",
            $"https://example.org/en/r/{code}", $"https://example.org/ko/r/{code}.", $"(https://example.org/base/en/r/{code.ToLowerInvariant()})",
            $"https://example.org/en/r/{code}?from=mail#top", $"Open it here: <https://example.org/en/r/{code}>",
        ];

        Assert.All(writings, writing => Assert.Equal(code, ReceiptCode.TryParse(writing)?.ToString()));
        Assert.All(writings, writing => Assert.Equal(ReceiptCode.TryParse(code)!.Hash(), ReceiptCode.TryParse(writing)!.Hash()));
    });

    [Fact]
    public void TryParse_OneWrongSymbol_IsNull() => Assert.All(Codes.Take(20), code =>
    {
        for (var place = 0; place < code.Length; place++)
        {
            foreach (var wrong in Alphabet.Where(symbol => code[place] != '-' && symbol != code[place]))
            {
                Assert.Null(ReceiptCode.TryParse(code[..place] + wrong + code[(place + 1)..]));
            }
        }
    });

    // Luhn mod N cannot tell 0Z from Z0; every other swap of neighbours it finds.
    [Fact]
    public void TryParse_NeighboursSwapped_IsNullButForZeroAndZ() => Assert.All(Codes.Take(200).Select(SymbolsOf), symbols =>
    {
        for (var place = 1; place < symbols.Length; place++)
        {
            var (a, b) = (symbols[place - 1], symbols[place]);
            if (a != b && (a, b) is not (('0', 'Z') or ('Z', '0')))
            {
                Assert.Null(ReceiptCode.TryParse($"{symbols[..(place - 1)]}{b}{a}{symbols[(place + 1)..]}"));
            }
        }
    });

    [Fact]
    public void TryParse_WhatCannotBeACode_IsNull()
    {
        // A letter before it could be its label: with a symbol too many behind, one code in 32 would be another.
        var code = Codes.First(one => char.IsAsciiDigit(one[0]));
        string?[] texts =
        [
            null, "", "-", "0", "null", code[..^1], code + "0", code[1..], "0" + code, "2" + code + code, new string(' ', 1_000_000) + code,
            code + "U", "U" + code[1..], code + "\ufffe", code + "\ud800", "\udc00" + code, "😀" + code, $"https://example.org/en/r/{code}0",
            $"https://example.org/{code}/en/r/", $"Order 77 {code}",
        ];

        Assert.All(texts, text => Assert.Null(ReceiptCode.TryParse(text)));
    }

    [Fact]
    public void WrongLengthOf_ACodeWithSymbolsLeftOut_CountsThem() => Assert.All(Codes.Take(20), code =>
    {
        Assert.Null(ReceiptCode.WrongLengthOf(code));
        Assert.Equal(27, ReceiptCode.WrongLengthOf(code[..^1]));
        Assert.Equal(24, ReceiptCode.WrongLengthOf("Receipt code: " + code[5..].ToLowerInvariant()));
        Assert.Equal(1, ReceiptCode.WrongLengthOf(code[..1]));
        Assert.Equal(29, ReceiptCode.WrongLengthOf(code + "0"));
        Assert.Equal(27, ReceiptCode.WrongLengthOf($"https://example.org/en/r/{code[1..]}?from=mail"));
    });

    // As many as a code has, but wrong; nothing to count; or what no code has.
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("- -")]
    [InlineData("0000-0000-0000-0000-0000-0000-0000")]
    [InlineData("UUUU")]
    [InlineData("😀")]
    public void WrongLengthOf_AnyOtherText_IsNull(string? text) => Assert.Null(ReceiptCode.WrongLengthOf(text));

    [Fact]
    public void Hash_Code_Is32BytesThatDoNotHoldIt()
    {
        var hashes = Codes.Take(50).Select(code => (SymbolsOf(code), ReceiptCode.TryParse(code)!.Hash())).ToList();

        Assert.All(hashes, h => Assert.Equal(32, h.Item2.Length));
        Assert.All(hashes, h => Assert.Equal(SHA256.HashData(Encoding.ASCII.GetBytes(h.Item1)), h.Item2));
        Assert.All(hashes, h => Assert.DoesNotContain(h.Item1[..4], Encoding.Latin1.GetString(h.Item2), StringComparison.Ordinal));
        Assert.Equal(hashes.Count, hashes.Select(h => Convert.ToHexString(h.Item2)).Distinct().Count());
    }

    private static string SymbolsOf(string code) => code.Replace("-", "", StringComparison.Ordinal);
}
