using System.ComponentModel.DataAnnotations;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>The password, so that nobody's account goes because a phone was left lying about.</summary>
public sealed class DeleteAccountInput
{
    [Required(ErrorMessage = "Error.Required")]
    [PlainText(PasswordRules.MaxLength)]
    public string? Password { get; set; }
}
