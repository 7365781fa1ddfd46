using System.ComponentModel.DataAnnotations;
using MomentOfTruth.Web.Http;

namespace MomentOfTruth.Web.Features.Accounts;

/// <summary>Where to mail a link.</summary>
public sealed class MailRequestInput
{
    public const int MaxEmail = 254;

    [Required(ErrorMessage = "Error.Required")]
    [EmailText(MaxEmail, Message = "Error.EmailNeeded")]
    public string? Email { get; set; }

    /// <summary>Nobody sees this field. Whoever fills in everything does, and is asked to empty it.</summary>
    public string? Homepage { get; set; }
}
