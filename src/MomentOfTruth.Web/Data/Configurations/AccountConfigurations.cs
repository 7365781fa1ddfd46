using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MomentOfTruth.Web.Data.Configurations;

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.HasKey(s => s.KeyHash);
        builder.HasIndex(s => s.UserId);
        builder.HasIndex(s => s.ExpiresAtUtc);
        builder.Property(s => s.Browser).HasMaxLength(40);
        builder.Property(s => s.Device).HasMaxLength(40);
        builder.Property(s => s.Network).HasMaxLength(50);
        builder.HasOne<User>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>
/// The framework maps passkeys only where its options say so, and those are at hand in the running app alone: here migrations and the app
/// see the same.
/// </summary>
internal sealed class PasskeyConfiguration : IEntityTypeConfiguration<IdentityUserPasskey<Guid>>
{
    private const int LongestCredentialId = 1023;

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> builder)
    {
        builder.ToTable("AspNetUserPasskeys");
        builder.HasKey(p => p.CredentialId);
        builder.Property(p => p.CredentialId).HasMaxLength(LongestCredentialId);
        builder.HasIndex(p => p.UserId);
        builder.OwnsOne(p => p.Data).ToJson();
        builder.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class AuthenticatorConfiguration : IEntityTypeConfiguration<Authenticator>
{
    public void Configure(EntityTypeBuilder<Authenticator> builder)
    {
        builder.HasKey(a => a.UserId);
        builder.HasOne<User>().WithOne().HasForeignKey<Authenticator>(a => a.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RecoveryCodeConfiguration : IEntityTypeConfiguration<RecoveryCode>
{
    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.HasKey(c => new { c.UserId, c.Hash });
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class ReceiptHolderConfiguration : IEntityTypeConfiguration<ReceiptHolder>
{
    public void Configure(EntityTypeBuilder<ReceiptHolder> builder)
    {
        builder.HasKey(h => h.KeyHash);
        builder.HasIndex(h => h.AccountId).HasFilter("\"AccountId\" IS NOT NULL");
        builder.HasIndex(h => h.ExpiresAtUtc);
        builder.HasOne<User>().WithMany().HasForeignKey(h => h.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class KeptFormConfiguration : IEntityTypeConfiguration<KeptForm>
{
    public void Configure(EntityTypeBuilder<KeptForm> builder)
    {
        builder.HasKey(f => f.KeyHash);
        builder.HasIndex(f => new { f.Person, f.ExpiresAtUtc });
        builder.HasIndex(f => f.ExpiresAtUtc);
    }
}

internal sealed class SignInTriesConfiguration : IEntityTypeConfiguration<SignInTries>
{
    public void Configure(EntityTypeBuilder<SignInTries> builder)
    {
        builder.HasKey(t => t.KeyHash);
        builder.HasIndex(t => t.EndsAtUtc);
    }
}
