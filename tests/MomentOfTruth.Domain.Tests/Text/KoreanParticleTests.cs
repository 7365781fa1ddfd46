using CsCheck;
using MomentOfTruth.Domain.Text;

namespace MomentOfTruth.Domain.Tests.Text;

/// <summary>Particles fit the word as Koreans read it aloud.</summary>
public sealed class KoreanParticleTests
{
    [Theory]
    [InlineData("대리점", "을")]
    [InlineData("회사", "를")]
    [InlineData("콜센터 엔지니어", "를")]
    [InlineData("서울", "을")]
    [InlineData("서\u1100\u1161\u11A8", "을")]
    [InlineData("‘대리점’", "을")]
    [InlineData("“회사”", "를")]
    [InlineData("스타벅스(신촌)", "을")]
    [InlineData("KT (강남)", "을")]
    [InlineData("㈜", "를")]
    [InlineData("어디서 왔나요?!…", "를")]
    [InlineData("\u2068대리점\u2069", "을")]
    [InlineData("카페 ☕️", "를")]
    [InlineData("빵집 👩‍🍳", "을")]
    [InlineData("대리점  ", "을")]
    public void After_Syllables_TheLastReadSignDecides(string word, string form) => Assert.Equal(form, KoreanParticle.After(word, "을/를"));

    [Theory]
    [InlineData("0", "영")]
    [InlineData("1", "일")]
    [InlineData("2", "이")]
    [InlineData("3", "삼")]
    [InlineData("4", "사")]
    [InlineData("5", "오")]
    [InlineData("6", "육")]
    [InlineData("7", "칠")]
    [InlineData("8", "팔")]
    [InlineData("9", "구")]
    [InlineData("10", "십")]
    [InlineData("12", "십이")]
    [InlineData("21", "이십일")]
    [InlineData("100", "백")]
    [InlineData("1,000", "천")]
    [InlineData("12,000", "만이천")]
    [InlineData("10000", "만")]
    [InlineData("100000000", "억")]
    [InlineData("100,000,000,000", "천억")]
    [InlineData("1000000000000", "조")]
    [InlineData("9,000,000,000,000,000", "구천조")]
    [InlineData("10000000000000000", "경")]
    [InlineData("64.8", "팔")]
    [InlineData("2.5", "오")]
    [InlineData("2.0", "영")]
    [InlineData("0.10", "영")]
    [InlineData("010", "영")]
    [InlineData("02-123-4567", "칠")]
    [InlineData("14:30", "삼십")]
    [InlineData("５", "오")]
    [InlineData("½", "이")]
    [InlineData("50%", "퍼센트")]
    [InlineData("50 %", "퍼센트")]
    [InlineData("3 km", "미터")]
    [InlineData("3km", "미터")]
    [InlineData("3kg", "그램")]
    [InlineData("20°", "도")]
    [InlineData("20℃", "도")]
    [InlineData("GS25", "오")]
    [InlineData("emart24", "사")]
    [InlineData("iPhone 6", "육")]
    [InlineData("9.", "구")]
    public void EndingOf_Numbers_IsThatOfTheNumberReadAloud(string number, string read) =>
        Assert.Equal(KoreanParticle.EndingOf(read), KoreanParticle.EndingOf(number));

    [Theory]
    [InlineData("KTF", "에프")]
    [InlineData("SKT", "티")]
    [InlineData("LG", "지")]
    [InlineData("ktf", "에프")]
    [InlineData("KT&G", "지")]
    [InlineData("LG U+", "플러스")]
    [InlineData("IBM", "엠")]
    [InlineData("CNN", "엔")]
    [InlineData("HTML", "엘")]
    [InlineData("SSR", "알")]
    [InlineData("L", "엘")]
    [InlineData("m", "엠")]
    [InlineData("n", "엔")]
    [InlineData("r", "알")]
    [InlineData("A", "에이")]
    [InlineData("KTX", "엑스")]
    [InlineData("5G", "지")]
    [InlineData("3M", "엠")]
    [InlineData("iOS", "에스")]
    [InlineData("ISBN", "엔")]
    [InlineData("HSBC", "씨")]
    [InlineData("Ｋ Ｔ Ｍ", "엠")]
    public void EndingOf_Abbreviations_IsThatOfTheLastLettersName(string word, string read) =>
        Assert.Equal(KoreanParticle.EndingOf(read), KoreanParticle.EndingOf(word));

    [Theory]
    [InlineData("Samsung", "삼성")]
    [InlineData("SAMSUNG", "삼성")]
    [InlineData("LOTTE", "롯데")]
    [InlineData("NAVER", "네이버")]
    [InlineData("LINE", "라인")]
    [InlineData("iPlug Premium", "프리미엄")]
    [InlineData("Amazon", "아마존")]
    [InlineData("SK Telecom", "텔레콤")]
    [InlineData("Hotel", "호텔")]
    [InlineData("PayPal", "페이팔")]
    [InlineData("Google", "구글")]
    [InlineData("Apple", "애플")]
    [InlineData("phone", "폰")]
    [InlineData("home", "홈")]
    [InlineData("one", "원")]
    [InlineData("Jeju Air", "에어")]
    [InlineData("JEJU AIR", "에어")]
    [InlineData("Uber", "우버")]
    [InlineData("store", "스토어")]
    [InlineData("Nike", "나이키")]
    [InlineData("cafe", "카페")]
    [InlineData("Café", "카페")]
    [InlineData("website", "사이트")]
    [InlineData("internet", "인터넷")]
    [InlineData("Gmarket", "지마켓")]
    [InlineData("chat", "챗")]
    [InlineData("WhatsApp", "왓츠앱")]
    [InlineData("shop", "숍")]
    [InlineData("group", "그룹")]
    [InlineData("web", "웹")]
    [InlineData("GitHub", "깃허브")]
    [InlineData("TikTok", "틱톡")]
    [InlineData("Facebook", "페이스북")]
    [InlineData("Slack", "슬랙")]
    [InlineData("check", "체크")]
    [InlineData("Citibank", "시티뱅크")]
    [InlineData("kiosk", "키오스크")]
    [InlineData("music", "뮤직")]
    [InlineData("Walmart", "월마트")]
    [InlineData("Hyatt", "하얏트")]
    [InlineData("set", "세트")]
    [InlineData("reset", "리셋")]
    [InlineData("KakaoTalk", "카카오톡")]
    [InlineData("airbag", "에어백")]
    [InlineData("design", "디자인")]
    [InlineData("comb", "콤")]
    [InlineData("card", "카드")]
    [InlineData("Netflix", "넷플릭스")]
    [InlineData("Toss", "토스")]
    [InlineData("Coupang", "쿠팡")]
    [InlineData("eBay", "이베이")]
    [InlineData("IKEA", "이케아")]
    public void EndingOf_LatinWords_IsThatOfTheirKoreanSpelling(string word, string read) =>
        Assert.Equal(KoreanParticle.EndingOf(read), KoreanParticle.EndingOf(word));

    [Theory]
    [InlineData("서울", "로")]
    [InlineData("부산", "으로")]
    [InlineData("제주", "로")]
    [InlineData("1", "로")]
    [InlineData("3", "으로")]
    [InlineData("7", "로")]
    [InlineData("Hotel", "로")]
    [InlineData("ㄹ", "로")]
    [InlineData("ㄺ", "으로")]
    public void After_Rieul_ToIsAsAfterAVowel(string word, string form) => Assert.Equal(form, KoreanParticle.After(word, "으로/로"));

    [Theory]
    [InlineData("을/를", "을", "을", "를")]
    [InlineData("이/가", "이", "이", "가")]
    [InlineData("은/는", "은", "은", "는")]
    [InlineData("와/과", "과", "과", "와")]
    [InlineData("과/와", "과", "과", "와")]
    [InlineData("으로/로", "으로", "로", "로")]
    [InlineData("으로부터/로부터", "으로부터", "로부터", "로부터")]
    [InlineData("이에요/예요", "이에요", "이에요", "예요")]
    [InlineData("이라/라", "이라", "이라", "라")]
    [InlineData("이나/나", "이나", "이나", "나")]
    [InlineData("아/야", "아", "아", "야")]
    public void After_EveryPair_ThreeKindsOfEnd(string pair, string consonant, string rieul, string vowel) => Assert.Equal(
        (consonant, rieul, vowel), (KoreanParticle.After("산", pair), KoreanParticle.After("물", pair), KoreanParticle.After("바다", pair)));

    // Lone letters by their names; what nobody can read as if after a vowel.
    [Theory]
    [InlineData("ㄱ", "을")]
    [InlineData("ㅋㅋㅋ", "을")]
    [InlineData("ㅏ", "를")]
    [InlineData("ㅠㅠ", "를")]
    [InlineData("ラーメン", "을")]
    [InlineData("すし", "를")]
    [InlineData("שירות", "를")]
    [InlineData("東京", "를")]
    [InlineData("😀", "를")]
    [InlineData("...", "를")]
    [InlineData("", "를")]
    [InlineData("\uD83D", "를")]
    [InlineData("점\uD83D", "을")]
    public void After_WhatIsNoSyllable_OneFormThatNobodySeesToBeWrong(string word, string form) =>
        Assert.Equal(form, KoreanParticle.After(word, "을/를"));

    [Theory]
    [InlineData("을/를", true)]
    [InlineData("를/을", true)]
    [InlineData("을/가", false)]
    [InlineData("을", false)]
    [InlineData("/", false)]
    [InlineData("yyyy/MM/dd", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void IsPair_OnlyWhatIsKnown(string? pair, bool isKnown)
    {
        Assert.Equal(isKnown, KoreanParticle.IsPair(pair));
        if (!isKnown)
        {
            Assert.Throws<ArgumentException>(nameof(pair), () => KoreanParticle.After("산", pair!));
        }
    }

    // A law: every syllable, as Unicode takes it apart.
    [Fact]
    public void EndingOf_EverySyllable_IsItsLastLetter()
    {
        for (var syllable = '가'; syllable <= '힣'; syllable++)
        {
            var letters = syllable.ToString().Normalize(System.Text.NormalizationForm.FormD);
            var expected = letters.Length == 2 ? WordEnding.Vowel : letters[2] == '\u11AF' ? WordEnding.Rieul : WordEnding.Consonant;
            Assert.Equal(expected, KoreanParticle.EndingOf(syllable.ToString()));
            Assert.Equal(expected, KoreanParticle.EndingOf(letters));
        }
    }

    // A law: whatever stands before a syllable, and whatever that is not read aloud behind it, changes nothing.
    [Fact]
    public void EndingOf_AnyText_ItsLastSyllableDecides() =>
        Gen.Select(Gen.String, Gen.Char['가', '힣'], Gen.String[Gen.Char["’”\"')]】.,!?… \u2060\u2069"], 0, 5]).Sample(
            (before, syllable, after) => Assert.Equal(KoreanParticle.EndingOf(syllable.ToString()), KoreanParticle.EndingOf(before + syllable + after)));
}
