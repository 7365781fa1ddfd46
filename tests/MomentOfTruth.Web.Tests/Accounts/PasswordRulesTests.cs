using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Features.Accounts;

namespace MomentOfTruth.Web.Tests.Accounts;

/// <summary>
/// Passwords that are long and yet among the first that are tried. Each row that is refused is refused by one rule, and stands beside one
/// that is just good enough.
/// </summary>
public sealed class PasswordRulesTests
{
    [Theory]
    // The same few letters over and over: up to seven.
    [InlineData("hello!hello!hello!", false)]
    [InlineData("hello!hello!hellox", true)]
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
