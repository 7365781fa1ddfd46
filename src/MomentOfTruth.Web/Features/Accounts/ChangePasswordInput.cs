using System.ComponentModel.DataAnnotations;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>The password of now and the one to come.</summary>
public sealed class ChangePasswordInput
{
    [Required(ErrorMessage = "Error.Required")]
    [PlainText(PasswordRules.MaxLength)]
    public string? Current { get; set; }

    [Required(ErrorMessage = "Error.Required")]
    [PlainText(PasswordRules.MaxLength)]
    public string? Password { get; set; }
}
