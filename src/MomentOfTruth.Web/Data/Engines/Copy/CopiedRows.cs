using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;

namespace MomentOfTruth.Web.Data;

/// <summary>How the rows of a table come into a copy of the store.</summary>
public enum CopiedRows
{
    /// <summary>Whole rows are compared: what is new or has changed is copied.</summary>
    Compared,

    /// <summary>A row never changes once it is written: keys alone are compared, and what is long is not read back.</summary>
    ByKey,

    /// <summary>Says only what the processes of this store are at.</summary>
    Left,
}

/// <summary>
/// What becomes of each table when a store is copied. A test holds that every table of the model is here. Nothing is counted or indexed
/// anew: the bags of the ledger are the same bytes on every engine, and the terms of a search entry follow from its text.
/// </summary>
public static class CopiedTables
{
    public static IReadOnlyDictionary<Type, CopiedRows> All { get; } = new Dictionary<Type, CopiedRows>
    {
        [typeof(Company)] = CopiedRows.Compared,
        [typeof(CompanyAlias)] = CopiedRows.Compared,
        [typeof(CompanyMerge)] = CopiedRows.Compared,
        [typeof(MergedName)] = CopiedRows.Compared,
        [typeof(MergedJourney)] = CopiedRows.Compared,
        [typeof(MergedDraft)] = CopiedRows.Compared,
        [typeof(MergedMember)] = CopiedRows.Compared,
        [typeof(CompaniesApart)] = CopiedRows.Compared,
        [typeof(NamesApart)] = CopiedRows.Compared,
        [typeof(Touchpoint)] = CopiedRows.Compared,
        [typeof(Product)] = CopiedRows.Compared,
        [typeof(Marker)] = CopiedRows.Compared,
        [typeof(Membership)] = CopiedRows.Compared,
        [typeof(Invitation)] = CopiedRows.Compared,
        [typeof(CompanyClaim)] = CopiedRows.Compared,
        [typeof(Journey)] = CopiedRows.Compared,
        [typeof(Receipt)] = CopiedRows.Compared,
        [typeof(Moment)] = CopiedRows.Compared,
        [typeof(MomentRevision)] = CopiedRows.Compared,
        [typeof(Case)] = CopiedRows.Compared,
        [typeof(Reply)] = CopiedRows.Compared,
        [typeof(CaseNote)] = CopiedRows.Compared,
        [typeof(CannedReply)] = CopiedRows.Compared,
        [typeof(RootCause)] = CopiedRows.Compared,
        [typeof(Contact)] = CopiedRows.Compared,
        [typeof(PushSubscription)] = CopiedRows.Compared,
        [typeof(PushKeyPair)] = CopiedRows.Compared,
        [typeof(Publication)] = CopiedRows.Compared,
        [typeof(PublicationReport)] = CopiedRows.Compared,
        [typeof(PublicationDecision)] = CopiedRows.Compared,
        [typeof(ModerationTask)] = CopiedRows.Compared,
        [typeof(Erasures)] = CopiedRows.Compared,
        [typeof(Draft)] = CopiedRows.Compared,
        [typeof(Photo)] = CopiedRows.Compared,
        [typeof(PhotoFile)] = CopiedRows.ByKey,
        [typeof(FactRow)] = CopiedRows.Compared,
        [typeof(LedgerVersion)] = CopiedRows.Compared,
        [typeof(LedgerState)] = CopiedRows.Compared,
        [typeof(SearchEntry)] = CopiedRows.Compared,
        [typeof(ImportBatch)] = CopiedRows.Compared,
        [typeof(BatchJourney)] = CopiedRows.Compared,
        [typeof(BatchName)] = CopiedRows.Compared,
        [typeof(OutboxMail)] = CopiedRows.Compared,
        [typeof(MailedLink)] = CopiedRows.Compared,
        [typeof(User)] = CopiedRows.Compared,
        [typeof(IdentityUserClaim<Guid>)] = CopiedRows.Compared,
        [typeof(IdentityUserLogin<Guid>)] = CopiedRows.Compared,
        [typeof(IdentityUserToken<Guid>)] = CopiedRows.Compared,
        [typeof(IdentityUserPasskey<Guid>)] = CopiedRows.Compared,
        [typeof(Session)] = CopiedRows.Compared,
        [typeof(Authenticator)] = CopiedRows.Compared,
        [typeof(RecoveryCode)] = CopiedRows.Compared,
        [typeof(ReceiptHolder)] = CopiedRows.Compared,
        [typeof(KeptForm)] = CopiedRows.Compared,
        [typeof(SignInTries)] = CopiedRows.Compared,
        [typeof(AuditRecord)] = CopiedRows.Compared,
        [typeof(AuditChain)] = CopiedRows.Compared,
        [typeof(DataProtectionKey)] = CopiedRows.Compared,
        [typeof(Lease)] = CopiedRows.Left,
    };
}
