using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using MomentOfTruth.Domain.Companies;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>The identity provider (OpenID Connect) with which people sign in; none without <see cref="Authority"/>.</summary>
public sealed class ProviderOptions
{
    public const string Section = "SignIn:Oidc";

    /// <summary>The provider's address, below which its discovery document is; HTTPS, or this machine.</summary>
    public string? Authority { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>What people know it by, as on the button.</summary>
    public string Name { get; set; } = "SSO";

    /// <summary>What is asked of the provider beside <c>openid email</c>, such as <c>groups</c>, with spaces between.</summary>
    public string? Scopes { get; set; }

    /// <summary>Which values of a claim make somebody a member of which company.</summary>
    public IReadOnlyDictionary<string, ProviderRole> Roles { get; set; } = new Dictionary<string, ProviderRole>();

    public bool IsOn => !string.IsNullOrEmpty(Authority);
}

/// <summary>Who has this value of the claim has this role in this company.</summary>
public sealed class ProviderRole
{
    /// <summary>The name of the claim, such as <c>groups</c>.</summary>
    public string? Claim { get; set; }

    public string? Value { get; set; }

    /// <summary>The company, as its address names it.</summary>
    public string? Company { get; set; }

    /// <summary>Viewer, Manager or Owner.</summary>
    public string? Role { get; set; }

    /// <summary>Null for a word that is none of them.</summary>
    public CompanyRole? CompanyRole =>
        Role is not null && !char.IsAsciiDigit(Role[0]) && Enum.TryParse<CompanyRole>(Role, ignoreCase: true, out var role)
            && Enum.IsDefined(role)
            ? role
            : null;
}

/// <summary>Finds at start what would fail at the first sign-in. Each line names the setting.</summary>
internal sealed partial class ProviderOptionsCheck : IValidateOptions<ProviderOptions>
{
    public ValidateOptionsResult Validate(string? name, ProviderOptions options)
    {
        if (Wrong(options) is { } wrong)
        {
            return ValidateOptionsResult.Fail(wrong);
        }

        foreach (var (number, role) in options.Roles)
        {
            var setting = $"{ProviderOptions.Section}:Roles:{number}";
            if (string.IsNullOrEmpty(role.Claim) || string.IsNullOrEmpty(role.Value) || string.IsNullOrEmpty(role.Company))
            {
                return ValidateOptionsResult.Fail($"{setting} needs Claim, Value, Company and Role.");
            }

            if (role.CompanyRole is null)
            {
                return ValidateOptionsResult.Fail($"{setting}:Role must be Viewer, Manager or Owner; it is \"{role.Role}\".");
            }
        }

        return ValidateOptionsResult.Success;
    }

    private static string? Wrong(ProviderOptions options) => options switch
    {
        { IsOn: false, ClientId: null, ClientSecret: null, Roles.Count: 0 } => null,
        { IsOn: false } => "SignIn:Oidc:Authority must be the address of the identity provider, such as https://login.example.com.",
        _ when !IsSafe(options.Authority!) =>
            "SignIn:Oidc:Authority must be an address like https://login.example.com; plain http is taken of this machine alone.",
        { ClientId: null or "" } => "SignIn:Oidc:ClientId is not set: the identity provider gives it.",
        { ClientSecret: null or "" } => "SignIn:Oidc:ClientSecret is not set: the identity provider gives it.",
        { Name: "" or { Length: > 60 } } => "SignIn:Oidc:Name must be the provider's name in up to 60 characters.",
        { Scopes: { } scopes } when !ScopeWords().IsMatch(scopes) =>
            "SignIn:Oidc:Scopes must be words with spaces between, such as \"groups\".",
        _ => null,
    };

    private static bool IsSafe(string authority) =>
        Uri.TryCreate(authority, UriKind.Absolute, out var address) && address.Query.Length == 0 && address.Fragment.Length == 0
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    [GeneratedRegex(@"^[\x21\x23-\x5B\x5D-\x7E]+( [\x21\x23-\x5B\x5D-\x7E]+)*$")]
    private static partial Regex ScopeWords();
}

/// <summary>Whether there is an identity provider, and what people call it.</summary>
public sealed class ProviderState(IOptions<ProviderOptions> options)
{
    /// <summary>Null without one.</summary>
    public string? Name => options.Value.IsOn ? options.Value.Name : null;
}
