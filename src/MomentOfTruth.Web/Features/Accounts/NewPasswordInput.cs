using System.ComponentModel.DataAnnotations;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>A password that somebody chooses.</summary>
public sealed class NewPasswordInput
{
    [Required(ErrorMessage = "Error.Required")]
    [PlainText(PasswordRules.MaxLength)]
    public string? Password { get; set; }
}
