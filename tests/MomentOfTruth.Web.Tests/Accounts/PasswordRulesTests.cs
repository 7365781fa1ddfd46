using System.Diagnostics;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("password12345678")]
    [InlineData("shadowshadowKx9#qLm")]
    [InlineData("SunshineFootballComputer")]
    [InlineData("비밀번호비밀번호비밀번호비밀번호")]
    [InlineData("momentoftruth2026")]
    [InlineData("minsoo.kim!minsoo.kim")]
    [InlineData("abcdefghijklmnopqrst")]
    [InlineData("hello!hello!hello!")]
    public void IsCommon_KnownWordsOwnNameRunsAndRepeats_AreRefused(string password) =>
        Assert.True(PasswordRules.IsCommon(password, "minsoo.kim@example.test"));

    // None of their words stands in a list of ours.
    [Theory]
    [InlineData("trustno1trustno1")]
    [InlineData("whatever123456789")]
    [InlineData("butterflybutterfly")]
    [InlineData("cheesecheese2015")]
    [InlineData("Mustang!Mustang!99")]
    [InlineData("zaq12wsxzaq12wsx")]
    public void IsCommon_OtherCommonPasswords_AreRefused(string password) => Assert.True(PasswordRules.IsCommon(password, "minsoo.kim@example.test"));

    [Theory]
    [InlineData(TestData.Password)]
    [InlineData("another horse, other batteries")]
    [InlineData("purple monkey dishwasher")]
    [InlineData("coffee banana orange purple")]
    [InlineData("moment-of-truth-demo")]
    [InlineData("비가 오는 날의 수채화처럼")]
    [InlineData("tr8#kQz!vW2pLx9@")]
    public void IsCommon_PhrasesAndRandomLetters_AreTaken(string password) => Assert.False(PasswordRules.IsCommon(password, "minsoo.kim@example.test"));

    // Whatever is typed, a sign-up does not stall: the library alone would take half a second and more for such letters.
    [Fact]
    public void IsCommon_OfTheLongestPassword_TakesNoTime()
    {
        var longest = string.Concat(Enumerable.Repeat("4@8({[<369|1!70$5+%2", 7))[..PasswordRules.MaxLength];
        PasswordRules.IsCommon(longest, null);
        var watch = Stopwatch.StartNew();

        PasswordRules.IsCommon(longest, null);

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void IsCommon_AskedByManyAtOnce_AnswersAsOneByOne()
    {
        var passwords = Enumerable.Range(0, 40).Select(n => n % 2 == 0 ? $"trustno1trustno1{n}" : $"tr8#kQz!vW2p{n}Lx9@").ToList();
        var expected = passwords.Select(p => PasswordRules.IsCommon(p, null)).ToList();

        Assert.Equal(expected, passwords.AsParallel().AsOrdered().Select(p => PasswordRules.IsCommon(p, null)).ToList());
        Assert.Contains(true, expected);
        Assert.Contains(false, expected);
    }
}
