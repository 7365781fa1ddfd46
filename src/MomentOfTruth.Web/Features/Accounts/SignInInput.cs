using System.ComponentModel.DataAnnotations;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Who wants to sign in.</summary>
public sealed class SignInInput
{
    [Required(ErrorMessage = "Error.Required")]
    [PlainText(256)]
    public string? Email { get; set; }

    [Required(ErrorMessage = "Error.Required")]
    [PlainText(128)]
    public string? Password { get; set; }

    public bool Remember { get; set; }
}
