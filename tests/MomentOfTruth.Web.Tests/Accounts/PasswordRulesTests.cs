using MomentOfTruth.Web.Data;
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
    [InlineData("correcthorsebatterystaple")]
    [InlineData("january2026january")]
    [InlineData("hellohellohello1")]
    // Words that belong together, and nothing between them.
    [InlineData("CorrectHorseBatteryStaple1!")]
    [InlineData("whoissantaclaus2024")]
    [InlineData("thequickbrownfoxjumps")]
    [InlineData("maytheforcebewithyou")]
    // The same with spaces or dashes between.
    [InlineData("correct horse battery staple")]
    [InlineData("Correct-Horse-Battery-Staple 1!")]
    [InlineData("purple monkey dishwasher")]
    [InlineData("may the force be with you")]
    [InlineData("the quick brown fox jumps")]
    [InlineData("let me in please now")]
    [InlineData("i love you so much")]
    [InlineData("who is santa claus")]
    // What is repeated, with something between or not.
    [InlineData("seoulkoreaseoulkorea")]
    [InlineData("ncc1701d-ncc1701d-ncc")]
    [InlineData("aaaaabbbbbcccccddddd")]
    // Dates, days and seasons.
    [InlineData("summer2024summer2024")]
    [InlineData("monday tuesday wednesday")]
    [InlineData("2026-11-26 2026-11-27")]
    [InlineData("1987년 4월 23일 월요일")]
    // Rows of keys.
    [InlineData("zxcvbnmasdfghjklqwertyuiop")]
    [InlineData("1qaz2wsx3edc4rfv5tgb")]
    // Names, and the own address.
    [InlineData("jennifermichaeljessica")]
    [InlineData("MinsooKim19870423")]
    [InlineData("minsoo.kim@example.test")]
    public void IsCommon_OtherCommonPasswords_AreRefused(string password) =>
        Assert.True(PasswordRules.IsCommon(password, "minsoo.kim@example.test"));

    [Theory]
    [InlineData(TestData.Password)]
    [InlineData("another horse, other batteries")]
    [InlineData("coffee banana orange purple")]
    [InlineData("paper-lantern-tidal-oboe")]
    [InlineData("비가 오는 날의 수채화처럼")]
    [InlineData("kettlemarbleanchorviolin")]
    [InlineData("vanilla tractor opinion cliff")]
    [InlineData("my sister plays the cello on fridays")]
    [InlineData("wjdakfwlsWkdlqslek")]
    [InlineData("tr8#kQz!vW2pLx9@")]
    public void IsCommon_PhrasesAndRandomLetters_AreTaken(string password) =>
        Assert.False(PasswordRules.IsCommon(password, "minsoo.kim@example.test"));

    [Fact]
    public void IsCommon_AskedByManyAtOnce_AnswersAsOneByOne()
    {
        var passwords = Enumerable.Range(0, 40).Select(n => n % 2 == 0 ? $"trustno1trustno1{n}" : $"tr8#kQz!vW2p{n}Lx9@").ToList();
        var expected = passwords.Select(p => PasswordRules.IsCommon(p, null)).ToList();

        Assert.Equal(expected, passwords.AsParallel().AsOrdered().Select(p => PasswordRules.IsCommon(p, null)).ToList());
        Assert.Contains(true, expected);
        Assert.Contains(false, expected);
    }

    [Theory]
    // The same few letters over and over: up to seven.
    [InlineData("hello!hello!hello!", false)]
    [InlineData("hello!hello!hel", false)]
    [InlineData("kq7mzwekq7mzwekq7mzwe", false)]
    [InlineData("kq7mzwetkq7mzwetkq7mzwet", true)]
    // At least five letters that differ.
    [InlineData("kqkmqmzkmzqkmzk", false)]
    [InlineData("kqkmqmzkmzqkmzw", true)]
    // At least eight are left without the words that everybody knows.
    [InlineData("passwordletmeinkq7mzwe", false)]
    [InlineData("passwordletmeinkq7mzwet", true)]
    // Nor do runs count: of three or more.
    [InlineData("123456789kq7mzwe", false)]
    [InlineData("123kq7mzwe456ghi", false)]
    [InlineData("12kq7mzwe45gh", true)]
    public async Task Validate_WhatEverybodyTriesFirst_IsRefused(string password, bool isGood) =>
        Assert.Equal(isGood, await IsGoodAsync(password));

    [Theory]
    [InlineData("someonekq7mzwe", false)]
    [InlineData("someonekq7mzwet", true)]
    [InlineData("sokq7mzweso", true)]
    public async Task Validate_TheOwnAddress_DoesNotCount(string password, bool isGood) =>
        Assert.Equal(isGood, await IsGoodAsync(password, "someone.so@example.test"));

    [Theory]
    [InlineData(PasswordRules.MaxLength, true)]
    [InlineData(PasswordRules.MaxLength + 1, false)]
    public async Task Validate_MoreThanTheMostLetters_IsTooLong(int length, bool isGood)
    {
        var result = await ValidateAsync(string.Concat(Enumerable.Range(0, length).Select(i => "kq7mzwetvb"[i * i * 7 % 10])), null);

        Assert.Equal(isGood ? [] : [PasswordRules.TooLong], result.Errors.Select(e => e.Code));
    }

    private static async Task<bool> IsGoodAsync(string password, string? email = null)
    {
        var result = await ValidateAsync(password, email);
        Assert.True(result.Succeeded || result.Errors.Single().Code == PasswordRules.Common);
        return result.Succeeded;
    }

    private static Task<Microsoft.AspNetCore.Identity.IdentityResult> ValidateAsync(string password, string? email) =>
        new PasswordRules().ValidateAsync(null!, new User { Email = email }, password);
}
