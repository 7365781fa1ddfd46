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
        builder.HasOne<User>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Cascade);
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
