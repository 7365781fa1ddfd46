using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using MomentOfTruth.Domain.Cases;
using MomentOfTruth.Domain.Companies;
using MomentOfTruth.Domain.Journeys;
using MomentOfTruth.Domain.Publications;

namespace MomentOfTruth.Web.Data;

/// <summary>
/// The store. Code depends on this type; the container gives the subclass of the configured engine, whose migrations apply.
/// </summary>
public abstract partial class AppDbContext(DbContextOptions options) : IdentityUserContext<User, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<Company> Companies => Set<Company>();

    public DbSet<CompanyAlias> CompanyAliases => Set<CompanyAlias>();

    public DbSet<CompanyMerge> CompanyMerges => Set<CompanyMerge>();

    public DbSet<MergedName> MergedNames => Set<MergedName>();

    public DbSet<MergedJourney> MergedJourneys => Set<MergedJourney>();

    public DbSet<MergedDraft> MergedDrafts => Set<MergedDraft>();

    public DbSet<MergedMember> MergedMembers => Set<MergedMember>();

    public DbSet<CompaniesApart> CompaniesApart => Set<CompaniesApart>();

    public DbSet<NamesApart> NamesApart => Set<NamesApart>();

    public DbSet<Touchpoint> Touchpoints => Set<Touchpoint>();

    public DbSet<Product> Products => Set<Product>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Invitation> Invitations => Set<Invitation>();

    public DbSet<CompanyClaim> CompanyClaims => Set<CompanyClaim>();

    public DbSet<Journey> Journeys => Set<Journey>();

    public DbSet<Receipt> Receipts => Set<Receipt>();

    public DbSet<Moment> Moments => Set<Moment>();

    public DbSet<MomentRevision> MomentRevisions => Set<MomentRevision>();

    public DbSet<Case> Cases => Set<Case>();

    public DbSet<Reply> Replies => Set<Reply>();

    public DbSet<CaseNote> CaseNotes => Set<CaseNote>();

    public DbSet<CannedReply> CannedReplies => Set<CannedReply>();

    public DbSet<RootCause> RootCauses => Set<RootCause>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<PushSubscription> PushSubscriptions => Set<PushSubscription>();

    public DbSet<PushKeyPair> PushKeys => Set<PushKeyPair>();

    public DbSet<Publication> Publications => Set<Publication>();

    public DbSet<PublicationReport> PublicationReports => Set<PublicationReport>();

    public DbSet<PublicationDecision> PublicationDecisions => Set<PublicationDecision>();

    public DbSet<ModerationTask> ModerationTasks => Set<ModerationTask>();

    public DbSet<Erasures> Erasures => Set<Erasures>();

    public DbSet<Marker> Markers => Set<Marker>();

    public DbSet<Draft> Drafts => Set<Draft>();

    public DbSet<Photo> Photos => Set<Photo>();

    public DbSet<PhotoFile> PhotoFiles => Set<PhotoFile>();

    public DbSet<FactRow> Facts => Set<FactRow>();

    public DbSet<LedgerVersion> LedgerVersions => Set<LedgerVersion>();

    public DbSet<LedgerState> Ledger => Set<LedgerState>();

    public DbSet<SearchEntry> SearchEntries => Set<SearchEntry>();

    public DbSet<ImportBatch> ImportBatches => Set<ImportBatch>();

    public DbSet<BatchJourney> BatchJourneys => Set<BatchJourney>();

    public DbSet<BatchName> BatchNames => Set<BatchName>();

    public DbSet<Lease> Leases => Set<Lease>();

    public DbSet<OutboxMail> Outbox => Set<OutboxMail>();

    public DbSet<MailedLink> MailedLinks => Set<MailedLink>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<Authenticator> Authenticators => Set<Authenticator>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<ReceiptHolder> ReceiptHolders => Set<ReceiptHolder>();

    public DbSet<KeptForm> KeptForms => Set<KeptForm>();

    public DbSet<SignInTries> SignInTries => Set<SignInTries>();

    public DbSet<AuditRecord> AuditRecords => Set<AuditRecord>();

    public DbSet<AuditChain> AuditChains => Set<AuditChain>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Where every read of a company's journeys starts.</summary>
    public IQueryable<Journey> JourneysOf(Guid companyId) => Journeys.AsNoTracking().Where(j => j.CompanyId == companyId);

    /// <summary>Where what is to be done with one journey starts.</summary>
    public IQueryable<Journey> JourneyAt(JourneyKey key) => Journeys.Where(j => j.CompanyId == key.CompanyId && j.Id == key.JourneyId);

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(AppDbContext).Assembly);
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    // SQLite forgets that an instant is UTC.
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        value => value, value => DateTime.SpecifyKind(value, DateTimeKind.Utc));
}
