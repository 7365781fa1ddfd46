using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MomentOfTruth.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AspNetUsers",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    IsAdministrator = table.Column<bool>(type: "INTEGER", nullable: false),
                    DisabledAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    HasProvenAddress = table.Column<bool>(type: "INTEGER", nullable: false),
                    UserName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    NormalizedUserName = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    Email = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    NormalizedEmail = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    EmailConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", nullable: true),
                    ConcurrencyStamp = table.Column<string>(type: "TEXT", nullable: true),
                    PhoneNumber = table.Column<string>(type: "TEXT", nullable: true),
                    PhoneNumberConfirmed = table.Column<bool>(type: "INTEGER", nullable: false),
                    TwoFactorEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    LockoutEnd = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    LockoutEnabled = table.Column<bool>(type: "INTEGER", nullable: false),
                    AccessFailedCount = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUsers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditChains",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Last = table.Column<long>(type: "INTEGER", nullable: false),
                    LastHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Forgotten = table.Column<long>(type: "INTEGER", nullable: false),
                    ForgottenHash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditChains", x => x.CompanyId);
                });

            migrationBuilder.CreateTable(
                name: "AuditRecords",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ActorId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Actor = table.Column<string>(type: "TEXT", maxLength: 320, nullable: false),
                    Action = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Subject = table.Column<string>(type: "TEXT", maxLength: 320, nullable: true),
                    Detail = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Network = table.Column<string>(type: "TEXT", maxLength: 45, nullable: true),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditRecords", x => new { x.CompanyId, x.Number });
                });

            migrationBuilder.CreateTable(
                name: "Companies",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Slug = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    KoreanName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    NameKey = table.Column<string>(type: "TEXT", nullable: false),
                    KoreanNameKey = table.Column<string>(type: "TEXT", nullable: true),
                    SearchKey = table.Column<string>(type: "TEXT", nullable: false),
                    TimeZoneId = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    IsVerified = table.Column<bool>(type: "INTEGER", nullable: false),
                    CheckedHost = table.Column<string>(type: "TEXT", maxLength: 253, nullable: true),
                    ArchivedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    MergedIntoId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    IsHidden = table.Column<bool>(type: "INTEGER", nullable: false),
                    QuietDays = table.Column<int>(type: "INTEGER", nullable: false),
                    ContactDays = table.Column<int>(type: "INTEGER", nullable: true),
                    TextMonths = table.Column<int>(type: "INTEGER", nullable: true),
                    EmbeddingSites = table.Column<string>(type: "TEXT", maxLength: 4020, nullable: true),
                    RequiresSecondFactor = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Companies", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Companies_Companies_MergedIntoId",
                        column: x => x.MergedIntoId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "DataProtectionKeys",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    FriendlyName = table.Column<string>(type: "TEXT", nullable: true),
                    Xml = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataProtectionKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ImportBatches",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    FileName = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Folder = table.Column<string>(type: "TEXT", nullable: false),
                    Mapping = table.Column<string>(type: "TEXT", nullable: false),
                    StartedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Journeys = table.Column<int>(type: "INTEGER", nullable: false),
                    Moments = table.Column<int>(type: "INTEGER", nullable: false),
                    Updated = table.Column<int>(type: "INTEGER", nullable: false),
                    Skipped = table.Column<int>(type: "INTEGER", nullable: false),
                    UndoneAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportBatches", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "KeptForms",
                columns: table => new
                {
                    KeyHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Person = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Form = table.Column<string>(type: "TEXT", nullable: false),
                    ExpiresAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_KeptForms", x => x.KeyHash);
                });

            migrationBuilder.CreateTable(
                name: "Leases",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    TakenAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DueAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leases", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "Ledger",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Definition = table.Column<int>(type: "INTEGER", nullable: false),
                    SearchDefinition = table.Column<int>(type: "INTEGER", nullable: false),
                    Repairs = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Ledger", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "MailedLinks",
                columns: table => new
                {
                    KeyHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ExpiresAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MailedLinks", x => x.KeyHash);
                });

            migrationBuilder.CreateTable(
                name: "Outbox",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    Order = table.Column<string>(type: "TEXT", nullable: false),
                    DueAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    GivenUpAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Outbox", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PushKeys",
                columns: table => new
                {
                    Id = table.Column<short>(type: "INTEGER", nullable: false),
                    PublicKey = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    PrivateKey = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PushKeys", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SignInTries",
                columns: table => new
                {
                    KeyHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    EndsAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SignInTries", x => x.KeyHash);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserClaims",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ClaimType = table.Column<string>(type: "TEXT", nullable: true),
                    ClaimValue = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserClaims", x => x.Id);
                    table.ForeignKey(
                        name: "FK_AspNetUserClaims_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserLogins",
                columns: table => new
                {
                    LoginProvider = table.Column<string>(type: "TEXT", nullable: false),
                    ProviderKey = table.Column<string>(type: "TEXT", nullable: false),
                    ProviderDisplayName = table.Column<string>(type: "TEXT", nullable: true),
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserLogins", x => new { x.LoginProvider, x.ProviderKey });
                    table.ForeignKey(
                        name: "FK_AspNetUserLogins_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserPasskeys",
                columns: table => new
                {
                    CredentialId = table.Column<byte[]>(type: "BLOB", maxLength: 1023, nullable: false),
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserPasskeys", x => x.CredentialId);
                    table.ForeignKey(
                        name: "FK_AspNetUserPasskeys_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "AspNetUserTokens",
                columns: table => new
                {
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    LoginProvider = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", nullable: false),
                    Value = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AspNetUserTokens", x => new { x.UserId, x.LoginProvider, x.Name });
                    table.ForeignKey(
                        name: "FK_AspNetUserTokens_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Authenticators",
                columns: table => new
                {
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Key = table.Column<string>(type: "TEXT", nullable: false),
                    LastStep = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Authenticators", x => x.UserId);
                    table.ForeignKey(
                        name: "FK_Authenticators_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ReceiptHolders",
                columns: table => new
                {
                    KeyHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ExpiresAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ReceiptHolders", x => x.KeyHash);
                    table.ForeignKey(
                        name: "FK_ReceiptHolders_AspNetUsers_AccountId",
                        column: x => x.AccountId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RecoveryCodes",
                columns: table => new
                {
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecoveryCodes", x => new { x.UserId, x.Hash });
                    table.ForeignKey(
                        name: "FK_RecoveryCodes_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Sessions",
                columns: table => new
                {
                    KeyHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CreatedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    SeenAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Proof = table.Column<int>(type: "INTEGER", nullable: false),
                    ProvedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Browser = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Device = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    Network = table.Column<string>(type: "TEXT", maxLength: 50, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Sessions", x => x.KeyHash);
                    table.ForeignKey(
                        name: "FK_Sessions_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CannedReplies",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 5000, nullable: true),
                    KoreanText = table.Column<string>(type: "TEXT", maxLength: 5000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CannedReplies", x => new { x.CompanyId, x.Id });
                    table.ForeignKey(
                        name: "FK_CannedReplies_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CompaniesApart",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    OtherId = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CompaniesApart", x => new { x.CompanyId, x.OtherId });
                    table.ForeignKey(
                        name: "FK_CompaniesApart_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CompaniesApart_Companies_OtherId",
                        column: x => x.OtherId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CompanyAliases",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    NameKey = table.Column<string>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    SearchKey = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CompanyAliases", x => new { x.CompanyId, x.NameKey });
                    table.ForeignKey(
                        name: "FK_CompanyAliases_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CompanyClaims",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Address = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Evidence = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Culture = table.Column<string>(type: "TEXT", nullable: false),
                    AskedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DecidedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DecidedById = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CompanyClaims", x => new { x.CompanyId, x.Id });
                    table.ForeignKey(
                        name: "FK_CompanyClaims_AspNetUsers_DecidedById",
                        column: x => x.DecidedById,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_CompanyClaims_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_CompanyClaims_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CompanyMerges",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    FromId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MergedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    UndoneAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CompanyMerges", x => new { x.CompanyId, x.Id });
                    table.ForeignKey(
                        name: "FK_CompanyMerges_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_CompanyMerges_Companies_FromId",
                        column: x => x.FromId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Drafts",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    KeyHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Form = table.Column<string>(type: "TEXT", nullable: false),
                    Bytes = table.Column<int>(type: "INTEGER", nullable: false),
                    ExpiresAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Writer = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Drafts", x => new { x.CompanyId, x.KeyHash });
                    table.ForeignKey(
                        name: "FK_Drafts_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Erasures",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    N = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Erasures", x => new { x.CompanyId, x.Month });
                    table.ForeignKey(
                        name: "FK_Erasures_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Facts",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Grain = table.Column<byte>(type: "INTEGER", nullable: false),
                    Period = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ProductId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Slot = table.Column<short>(type: "INTEGER", nullable: false),
                    Counts = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Facts", x => new { x.CompanyId, x.Grain, x.Period, x.ProductId, x.Slot });
                    table.ForeignKey(
                        name: "FK_Facts_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Invitations",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    EmailKey = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Role = table.Column<int>(type: "INTEGER", nullable: false),
                    InvitedById = table.Column<byte[]>(type: "BLOB", nullable: true),
                    KeyHash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    MailId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ExpiresAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Invitations", x => new { x.CompanyId, x.Id });
                    table.ForeignKey(
                        name: "FK_Invitations_AspNetUsers_InvitedById",
                        column: x => x.InvitedById,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_Invitations_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "LedgerVersions",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Slot = table.Column<short>(type: "INTEGER", nullable: false),
                    N = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LedgerVersions", x => new { x.CompanyId, x.Slot });
                    table.ForeignKey(
                        name: "FK_LedgerVersions_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Memberships",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Role = table.Column<int>(type: "INTEGER", nullable: false),
                    IsFromProvider = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Memberships", x => new { x.CompanyId, x.UserId });
                    table.ForeignKey(
                        name: "FK_Memberships_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Memberships_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MergedMembers",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MergeId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Before = table.Column<int>(type: "INTEGER", nullable: true),
                    After = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MergedMembers", x => new { x.CompanyId, x.MergeId, x.UserId });
                    table.ForeignKey(
                        name: "FK_MergedMembers_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_MergedMembers_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MergedNames",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MergeId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    NameId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    NamedId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CountedId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    IsMoved = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MergedNames", x => new { x.CompanyId, x.MergeId, x.NameId });
                    table.ForeignKey(
                        name: "FK_MergedNames_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "NamesApart",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    NameId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    OtherId = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NamesApart", x => new { x.CompanyId, x.NameId, x.OtherId });
                    table.ForeignKey(
                        name: "FK_NamesApart_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Products",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    NameKey = table.Column<string>(type: "TEXT", nullable: false),
                    KoreanName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    KoreanNameKey = table.Column<string>(type: "TEXT", nullable: true),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    MergedIntoId = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Products", x => new { x.CompanyId, x.Id });
                    table.ForeignKey(
                        name: "FK_Products_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Products_Products_CompanyId_MergedIntoId",
                        columns: x => new { x.CompanyId, x.MergedIntoId },
                        principalTable: "Products",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "PublicationDecisions",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PublicationId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DecidedBy = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Act = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<int>(type: "INTEGER", nullable: true),
                    Reports = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublicationDecisions", x => new { x.CompanyId, x.Id });
                    table.ForeignKey(
                        name: "FK_PublicationDecisions_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "RootCauses",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RootCauses", x => new { x.CompanyId, x.Id });
                    table.ForeignKey(
                        name: "FK_RootCauses_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Touchpoints",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Channel = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    NameKey = table.Column<string>(type: "TEXT", nullable: false),
                    KoreanName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    KoreanNameKey = table.Column<string>(type: "TEXT", nullable: true),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    MergedIntoId = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Touchpoints", x => new { x.CompanyId, x.Id });
                    table.ForeignKey(
                        name: "FK_Touchpoints_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Touchpoints_Touchpoints_CompanyId_MergedIntoId",
                        columns: x => new { x.CompanyId, x.MergedIntoId },
                        principalTable: "Touchpoints",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "BatchNames",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    BatchId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    NameId = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BatchNames", x => new { x.CompanyId, x.BatchId, x.NameId });
                    table.ForeignKey(
                        name: "FK_BatchNames_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_BatchNames_ImportBatches_BatchId",
                        column: x => x.BatchId,
                        principalTable: "ImportBatches",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MergedDrafts",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    KeyHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MergeId = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MergedDrafts", x => new { x.CompanyId, x.KeyHash, x.MergeId });
                    table.ForeignKey(
                        name: "FK_MergedDrafts_Drafts_CompanyId_KeyHash",
                        columns: x => new { x.CompanyId, x.KeyHash },
                        principalTable: "Drafts",
                        principalColumns: new[] { "CompanyId", "KeyHash" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Journeys",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ProductId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    NamedProductId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Story = table.Column<string>(type: "TEXT", maxLength: 20000, nullable: true),
                    Place = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    IsOrdered = table.Column<bool>(type: "INTEGER", nullable: false),
                    Outcome = table.Column<int>(type: "INTEGER", nullable: true),
                    Competitor = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    LoggedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FinishedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    TextsDeletedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ClosedByItself = table.Column<bool>(type: "INTEGER", nullable: false),
                    TouchedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    MomentsEver = table.Column<int>(type: "INTEGER", nullable: false),
                    Fingerprint = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ImportKey = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    ImportContent = table.Column<byte[]>(type: "BLOB", nullable: true),
                    OwnerId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Facts_Average = table.Column<double>(type: "REAL", nullable: false),
                    Facts_AverageAfterZero = table.Column<double>(type: "REAL", nullable: true),
                    Facts_ButForZeros = table.Column<double>(type: "REAL", nullable: false),
                    Facts_EvenScore = table.Column<double>(type: "REAL", nullable: false),
                    Facts_KilledAt = table.Column<int>(type: "INTEGER", nullable: true),
                    Facts_KillerTouchpointId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Facts_Moments = table.Column<int>(type: "INTEGER", nullable: false),
                    Facts_Product = table.Column<double>(type: "REAL", nullable: false),
                    Facts_SoleKillerTouchpointId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Facts_Zeros = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Journeys", x => new { x.CompanyId, x.Id });
                    table.ForeignKey(
                        name: "FK_Journeys_AspNetUsers_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_Journeys_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Journeys_Products_CompanyId_NamedProductId",
                        columns: x => new { x.CompanyId, x.NamedProductId },
                        principalTable: "Products",
                        principalColumns: new[] { "CompanyId", "Id" });
                    table.ForeignKey(
                        name: "FK_Journeys_Products_CompanyId_ProductId",
                        columns: x => new { x.CompanyId, x.ProductId },
                        principalTable: "Products",
                        principalColumns: new[] { "CompanyId", "Id" });
                });

            migrationBuilder.CreateTable(
                name: "Markers",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    TouchpointId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    On = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Text = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Markers", x => new { x.CompanyId, x.Id });
                    table.ForeignKey(
                        name: "FK_Markers_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Markers_Touchpoints_CompanyId_TouchpointId",
                        columns: x => new { x.CompanyId, x.TouchpointId },
                        principalTable: "Touchpoints",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "BatchJourneys",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    BatchId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    JourneyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Line = table.Column<int>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Before = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_BatchJourneys", x => new { x.CompanyId, x.BatchId, x.JourneyId });
                    table.ForeignKey(
                        name: "FK_BatchJourneys_ImportBatches_BatchId",
                        column: x => x.BatchId,
                        principalTable: "ImportBatches",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_BatchJourneys_Journeys_CompanyId_JourneyId",
                        columns: x => new { x.CompanyId, x.JourneyId },
                        principalTable: "Journeys",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Cases",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    JourneyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Status = table.Column<int>(type: "INTEGER", nullable: false),
                    OpenedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ClosedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Verdict = table.Column<int>(type: "INTEGER", nullable: true),
                    LastByCompany = table.Column<int>(type: "INTEGER", nullable: false),
                    CustomerWrote = table.Column<bool>(type: "INTEGER", nullable: false),
                    IsCollapsed = table.Column<bool>(type: "INTEGER", nullable: false),
                    WantsAnswer = table.Column<bool>(type: "INTEGER", nullable: false),
                    Waits = table.Column<int>(type: "INTEGER", nullable: false),
                    WaitsSinceUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AnsweredAtUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    OwnerId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    DueOn = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    DueFromUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RootCause = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    Done = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    NoteCount = table.Column<int>(type: "INTEGER", nullable: false),
                    SeenByCustomer = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Cases", x => new { x.CompanyId, x.JourneyId });
                    table.ForeignKey(
                        name: "FK_Cases_AspNetUsers_OwnerId",
                        column: x => x.OwnerId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_Cases_Journeys_CompanyId_JourneyId",
                        columns: x => new { x.CompanyId, x.JourneyId },
                        principalTable: "Journeys",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Contacts",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    JourneyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Email = table.Column<string>(type: "TEXT", maxLength: 254, nullable: false),
                    Culture = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Contacts", x => new { x.CompanyId, x.JourneyId });
                    table.ForeignKey(
                        name: "FK_Contacts_Journeys_CompanyId_JourneyId",
                        columns: x => new { x.CompanyId, x.JourneyId },
                        principalTable: "Journeys",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MergedJourneys",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    JourneyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MergeId = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MergedJourneys", x => new { x.CompanyId, x.JourneyId, x.MergeId });
                    table.ForeignKey(
                        name: "FK_MergedJourneys_Journeys_CompanyId_JourneyId",
                        columns: x => new { x.CompanyId, x.JourneyId },
                        principalTable: "Journeys",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MomentRevisions",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    JourneyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    TouchpointId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    NamedTouchpointId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Channel = table.Column<int>(type: "INTEGER", nullable: false),
                    Score = table.Column<int>(type: "INTEGER", nullable: false),
                    OccurredOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    OccurredAt = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    Story = table.Column<string>(type: "TEXT", maxLength: 5000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MomentRevisions", x => new { x.CompanyId, x.JourneyId, x.Version });
                    table.ForeignKey(
                        name: "FK_MomentRevisions_Journeys_CompanyId_JourneyId",
                        columns: x => new { x.CompanyId, x.JourneyId },
                        principalTable: "Journeys",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_MomentRevisions_Touchpoints_CompanyId_NamedTouchpointId",
                        columns: x => new { x.CompanyId, x.NamedTouchpointId },
                        principalTable: "Touchpoints",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_MomentRevisions_Touchpoints_CompanyId_TouchpointId",
                        columns: x => new { x.CompanyId, x.TouchpointId },
                        principalTable: "Touchpoints",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Moments",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    JourneyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    TouchpointId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    NamedTouchpointId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Channel = table.Column<int>(type: "INTEGER", nullable: false),
                    Score = table.Column<int>(type: "INTEGER", nullable: false),
                    OccurredOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    OccurredAt = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    Story = table.Column<string>(type: "TEXT", maxLength: 5000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Moments", x => new { x.CompanyId, x.JourneyId, x.Number });
                    table.ForeignKey(
                        name: "FK_Moments_Journeys_CompanyId_JourneyId",
                        columns: x => new { x.CompanyId, x.JourneyId },
                        principalTable: "Journeys",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Moments_Touchpoints_CompanyId_NamedTouchpointId",
                        columns: x => new { x.CompanyId, x.NamedTouchpointId },
                        principalTable: "Touchpoints",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_Moments_Touchpoints_CompanyId_TouchpointId",
                        columns: x => new { x.CompanyId, x.TouchpointId },
                        principalTable: "Touchpoints",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "Publications",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    JourneyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Pseudonym = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    JourneyVersion = table.Column<int>(type: "INTEGER", nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    AskedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Month = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    Answer = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: true),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Publications", x => new { x.CompanyId, x.Id });
                    table.ForeignKey(
                        name: "FK_Publications_Companies_CompanyId",
                        column: x => x.CompanyId,
                        principalTable: "Companies",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Publications_Journeys_CompanyId_JourneyId",
                        columns: x => new { x.CompanyId, x.JourneyId },
                        principalTable: "Journeys",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PushSubscriptions",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    JourneyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Target = table.Column<string>(type: "TEXT", nullable: false),
                    Culture = table.Column<string>(type: "TEXT", maxLength: 10, nullable: false),
                    CreatedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PushSubscriptions", x => new { x.CompanyId, x.JourneyId, x.Hash });
                    table.ForeignKey(
                        name: "FK_PushSubscriptions_Journeys_CompanyId_JourneyId",
                        columns: x => new { x.CompanyId, x.JourneyId },
                        principalTable: "Journeys",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Receipts",
                columns: table => new
                {
                    Hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    JourneyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    MailId = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Receipts", x => x.Hash);
                    table.ForeignKey(
                        name: "FK_Receipts_Journeys_CompanyId_JourneyId",
                        columns: x => new { x.CompanyId, x.JourneyId },
                        principalTable: "Journeys",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "SearchEntries",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    JourneyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchEntries", x => new { x.CompanyId, x.JourneyId });
                    table.ForeignKey(
                        name: "FK_SearchEntries_Journeys_CompanyId_JourneyId",
                        columns: x => new { x.CompanyId, x.JourneyId },
                        principalTable: "Journeys",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CaseNotes",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    JourneyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Text = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CaseNotes", x => new { x.CompanyId, x.JourneyId, x.Number });
                    table.ForeignKey(
                        name: "FK_CaseNotes_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_CaseNotes_Cases_CompanyId_JourneyId",
                        columns: x => new { x.CompanyId, x.JourneyId },
                        principalTable: "Cases",
                        principalColumns: new[] { "CompanyId", "JourneyId" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Replies",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    JourneyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<int>(type: "INTEGER", nullable: false),
                    IsByCompany = table.Column<bool>(type: "INTEGER", nullable: false),
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Text = table.Column<string>(type: "TEXT", maxLength: 5000, nullable: false),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Replies", x => new { x.CompanyId, x.JourneyId, x.Number });
                    table.ForeignKey(
                        name: "FK_Replies_AspNetUsers_UserId",
                        column: x => x.UserId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "FK_Replies_Cases_CompanyId_JourneyId",
                        columns: x => new { x.CompanyId, x.JourneyId },
                        principalTable: "Cases",
                        principalColumns: new[] { "CompanyId", "JourneyId" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Photos",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    DraftKeyHash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    CopyOf = table.Column<byte[]>(type: "BLOB", nullable: true),
                    JourneyId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    MomentNumber = table.Column<int>(type: "INTEGER", nullable: true),
                    RemovedMomentNumber = table.Column<int>(type: "INTEGER", nullable: true),
                    Position = table.Column<int>(type: "INTEGER", nullable: false),
                    Width = table.Column<int>(type: "INTEGER", nullable: false),
                    Height = table.Column<int>(type: "INTEGER", nullable: false),
                    Bytes = table.Column<int>(type: "INTEGER", nullable: false),
                    AltText = table.Column<string>(type: "TEXT", maxLength: 300, nullable: true),
                    AddedAtUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    HeldUntilUtc = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Photos", x => new { x.CompanyId, x.Id });
                    table.ForeignKey(
                        name: "FK_Photos_Drafts_CompanyId_DraftKeyHash",
                        columns: x => new { x.CompanyId, x.DraftKeyHash },
                        principalTable: "Drafts",
                        principalColumns: new[] { "CompanyId", "KeyHash" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Photos_Journeys_CompanyId_JourneyId",
                        columns: x => new { x.CompanyId, x.JourneyId },
                        principalTable: "Journeys",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_Photos_Moments_CompanyId_JourneyId_MomentNumber",
                        columns: x => new { x.CompanyId, x.JourneyId, x.MomentNumber },
                        principalTable: "Moments",
                        principalColumns: new[] { "CompanyId", "JourneyId", "Number" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ModerationTasks",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PublicationId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AdministratorId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Note = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    SinceUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ModerationTasks", x => new { x.CompanyId, x.PublicationId });
                    table.ForeignKey(
                        name: "FK_ModerationTasks_AspNetUsers_AdministratorId",
                        column: x => x.AdministratorId,
                        principalTable: "AspNetUsers",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_ModerationTasks_Publications_CompanyId_PublicationId",
                        columns: x => new { x.CompanyId, x.PublicationId },
                        principalTable: "Publications",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PublicationReports",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PublicationId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 500, nullable: false),
                    AtUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PublicationReports", x => new { x.CompanyId, x.Id });
                    table.ForeignKey(
                        name: "FK_PublicationReports_Publications_CompanyId_PublicationId",
                        columns: x => new { x.CompanyId, x.PublicationId },
                        principalTable: "Publications",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "PhotoFiles",
                columns: table => new
                {
                    CompanyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PhotoId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Thumbnail = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Picture = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PhotoFiles", x => new { x.CompanyId, x.PhotoId });
                    table.ForeignKey(
                        name: "FK_PhotoFiles_Photos_CompanyId_PhotoId",
                        columns: x => new { x.CompanyId, x.PhotoId },
                        principalTable: "Photos",
                        principalColumns: new[] { "CompanyId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.InsertData(
                table: "Ledger",
                columns: new[] { "Id", "Definition", "Repairs", "SearchDefinition" },
                values: new object[] { 1, 3, 0, 2 });

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserClaims_UserId",
                table: "AspNetUserClaims",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserLogins_UserId",
                table: "AspNetUserLogins",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_AspNetUserPasskeys_UserId",
                table: "AspNetUserPasskeys",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "EmailIndex",
                table: "AspNetUsers",
                column: "NormalizedEmail");

            migrationBuilder.CreateIndex(
                name: "UserNameIndex",
                table: "AspNetUsers",
                column: "NormalizedUserName",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditRecords_AtUtc",
                table: "AuditRecords",
                column: "AtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_AuditRecords_CompanyId_AtUtc",
                table: "AuditRecords",
                columns: new[] { "CompanyId", "AtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_BatchJourneys_BatchId_Line",
                table: "BatchJourneys",
                columns: new[] { "BatchId", "Line" });

            migrationBuilder.CreateIndex(
                name: "IX_BatchJourneys_CompanyId_JourneyId",
                table: "BatchJourneys",
                columns: new[] { "CompanyId", "JourneyId" });

            migrationBuilder.CreateIndex(
                name: "IX_BatchNames_BatchId",
                table: "BatchNames",
                column: "BatchId");

            migrationBuilder.CreateIndex(
                name: "IX_CaseNotes_UserId",
                table: "CaseNotes",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_CompanyId",
                table: "Cases",
                column: "CompanyId",
                filter: "\"CustomerWrote\"");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_CompanyId_AnsweredAtUtc_JourneyId",
                table: "Cases",
                columns: new[] { "CompanyId", "AnsweredAtUtc", "JourneyId" },
                filter: "\"AnsweredAtUtc\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_CompanyId_ClosedAtUtc_JourneyId",
                table: "Cases",
                columns: new[] { "CompanyId", "ClosedAtUtc", "JourneyId" },
                filter: "\"ClosedAtUtc\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_CompanyId_OwnerId_WaitsSinceUtc_JourneyId",
                table: "Cases",
                columns: new[] { "CompanyId", "OwnerId", "WaitsSinceUtc", "JourneyId" },
                filter: "\"WaitsSinceUtc\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_CompanyId_WaitsSinceUtc_JourneyId",
                table: "Cases",
                columns: new[] { "CompanyId", "WaitsSinceUtc", "JourneyId" },
                filter: "\"WaitsSinceUtc\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Cases_OwnerId",
                table: "Cases",
                column: "OwnerId",
                filter: "\"OwnerId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Companies_CheckedHost",
                table: "Companies",
                column: "CheckedHost",
                filter: "\"CheckedHost\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Companies_KoreanNameKey",
                table: "Companies",
                column: "KoreanNameKey",
                filter: "\"KoreanNameKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Companies_MergedIntoId",
                table: "Companies",
                column: "MergedIntoId",
                filter: "\"MergedIntoId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Companies_NameKey",
                table: "Companies",
                column: "NameKey");

            migrationBuilder.CreateIndex(
                name: "IX_Companies_Slug",
                table: "Companies",
                column: "Slug",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CompaniesApart_OtherId",
                table: "CompaniesApart",
                column: "OtherId");

            migrationBuilder.CreateIndex(
                name: "IX_CompanyAliases_NameKey",
                table: "CompanyAliases",
                column: "NameKey",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_CompanyClaims_CompanyId_UserId_Kind",
                table: "CompanyClaims",
                columns: new[] { "CompanyId", "UserId", "Kind" },
                unique: true,
                filter: "\"State\" = 1");

            migrationBuilder.CreateIndex(
                name: "IX_CompanyClaims_DecidedById",
                table: "CompanyClaims",
                column: "DecidedById",
                filter: "\"DecidedById\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_CompanyClaims_Kind_State_AskedAtUtc",
                table: "CompanyClaims",
                columns: new[] { "Kind", "State", "AskedAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_CompanyClaims_UserId_AskedAtUtc",
                table: "CompanyClaims",
                columns: new[] { "UserId", "AskedAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_CompanyMerges_FromId",
                table: "CompanyMerges",
                column: "FromId");

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_Bytes",
                table: "Drafts",
                column: "Bytes");

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_ExpiresAtUtc",
                table: "Drafts",
                column: "ExpiresAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Drafts_KeyHash",
                table: "Drafts",
                column: "KeyHash");

            migrationBuilder.CreateIndex(
                name: "IX_ImportBatches_FileName",
                table: "ImportBatches",
                column: "FileName");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_CompanyId_EmailKey",
                table: "Invitations",
                columns: new[] { "CompanyId", "EmailKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_ExpiresAtUtc",
                table: "Invitations",
                column: "ExpiresAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_InvitedById",
                table: "Invitations",
                column: "InvitedById",
                filter: "\"InvitedById\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Invitations_KeyHash",
                table: "Invitations",
                column: "KeyHash",
                unique: true,
                filter: "\"KeyHash\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Journeys_CompanyId_Day_Id",
                table: "Journeys",
                columns: new[] { "CompanyId", "Day", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Journeys_CompanyId_Fingerprint",
                table: "Journeys",
                columns: new[] { "CompanyId", "Fingerprint" },
                filter: "\"Fingerprint\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Journeys_CompanyId_ImportKey",
                table: "Journeys",
                columns: new[] { "CompanyId", "ImportKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Journeys_CompanyId_NamedProductId",
                table: "Journeys",
                columns: new[] { "CompanyId", "NamedProductId" },
                filter: "\"NamedProductId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Journeys_CompanyId_Place",
                table: "Journeys",
                columns: new[] { "CompanyId", "Place" },
                filter: "\"Place\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Journeys_CompanyId_ProductId",
                table: "Journeys",
                columns: new[] { "CompanyId", "ProductId" });

            migrationBuilder.CreateIndex(
                name: "IX_Journeys_CompanyId_TouchedAtUtc",
                table: "Journeys",
                columns: new[] { "CompanyId", "TouchedAtUtc" },
                filter: "\"FinishedAtUtc\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Journeys_OwnerId",
                table: "Journeys",
                column: "OwnerId",
                filter: "\"OwnerId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_KeptForms_ExpiresAtUtc",
                table: "KeptForms",
                column: "ExpiresAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_KeptForms_Person_ExpiresAtUtc",
                table: "KeptForms",
                columns: new[] { "Person", "ExpiresAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_MailedLinks_ExpiresAtUtc",
                table: "MailedLinks",
                column: "ExpiresAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Markers_CompanyId_TouchpointId_On",
                table: "Markers",
                columns: new[] { "CompanyId", "TouchpointId", "On" });

            migrationBuilder.CreateIndex(
                name: "IX_Memberships_UserId",
                table: "Memberships",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_MergedDrafts_CompanyId_MergeId",
                table: "MergedDrafts",
                columns: new[] { "CompanyId", "MergeId" });

            migrationBuilder.CreateIndex(
                name: "IX_MergedJourneys_CompanyId_MergeId_JourneyId",
                table: "MergedJourneys",
                columns: new[] { "CompanyId", "MergeId", "JourneyId" });

            migrationBuilder.CreateIndex(
                name: "IX_MergedMembers_UserId",
                table: "MergedMembers",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_MergedNames_CompanyId_NamedId",
                table: "MergedNames",
                columns: new[] { "CompanyId", "NamedId" });

            migrationBuilder.CreateIndex(
                name: "IX_ModerationTasks_AdministratorId",
                table: "ModerationTasks",
                column: "AdministratorId");

            migrationBuilder.CreateIndex(
                name: "IX_MomentRevisions_CompanyId_NamedTouchpointId",
                table: "MomentRevisions",
                columns: new[] { "CompanyId", "NamedTouchpointId" },
                filter: "\"NamedTouchpointId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_MomentRevisions_CompanyId_TouchpointId",
                table: "MomentRevisions",
                columns: new[] { "CompanyId", "TouchpointId" });

            migrationBuilder.CreateIndex(
                name: "IX_Moments_CompanyId_NamedTouchpointId",
                table: "Moments",
                columns: new[] { "CompanyId", "NamedTouchpointId" },
                filter: "\"NamedTouchpointId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Moments_CompanyId_TouchpointId",
                table: "Moments",
                columns: new[] { "CompanyId", "TouchpointId" });

            migrationBuilder.CreateIndex(
                name: "IX_Outbox_DueAtUtc",
                table: "Outbox",
                column: "DueAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Photos_Bytes",
                table: "Photos",
                column: "Bytes",
                filter: "\"MomentNumber\" IS NULL AND \"RemovedMomentNumber\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Photos_CompanyId_DraftKeyHash",
                table: "Photos",
                columns: new[] { "CompanyId", "DraftKeyHash" });

            migrationBuilder.CreateIndex(
                name: "IX_Photos_CompanyId_JourneyId_MomentNumber",
                table: "Photos",
                columns: new[] { "CompanyId", "JourneyId", "MomentNumber" });

            migrationBuilder.CreateIndex(
                name: "IX_Photos_HeldUntilUtc",
                table: "Photos",
                column: "HeldUntilUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Products_CompanyId_MergedIntoId",
                table: "Products",
                columns: new[] { "CompanyId", "MergedIntoId" },
                filter: "\"MergedIntoId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Products_CompanyId_NameKey",
                table: "Products",
                columns: new[] { "CompanyId", "NameKey" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PublicationDecisions_Id",
                table: "PublicationDecisions",
                column: "Id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PublicationReports_CompanyId_PublicationId",
                table: "PublicationReports",
                columns: new[] { "CompanyId", "PublicationId" });

            migrationBuilder.CreateIndex(
                name: "IX_Publications_CompanyId_JourneyId",
                table: "Publications",
                columns: new[] { "CompanyId", "JourneyId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Publications_CompanyId_State_Month_Id",
                table: "Publications",
                columns: new[] { "CompanyId", "State", "Month", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_Publications_State_AskedAtUtc",
                table: "Publications",
                columns: new[] { "State", "AskedAtUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_ReceiptHolders_AccountId",
                table: "ReceiptHolders",
                column: "AccountId",
                filter: "\"AccountId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ReceiptHolders_ExpiresAtUtc",
                table: "ReceiptHolders",
                column: "ExpiresAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Receipts_CompanyId_JourneyId",
                table: "Receipts",
                columns: new[] { "CompanyId", "JourneyId" });

            migrationBuilder.CreateIndex(
                name: "IX_Replies_UserId",
                table: "Replies",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_SearchEntries_Number",
                table: "SearchEntries",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_ExpiresAtUtc",
                table: "Sessions",
                column: "ExpiresAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Sessions_UserId",
                table: "Sessions",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_SignInTries_EndsAtUtc",
                table: "SignInTries",
                column: "EndsAtUtc");

            migrationBuilder.CreateIndex(
                name: "IX_Touchpoints_CompanyId_MergedIntoId",
                table: "Touchpoints",
                columns: new[] { "CompanyId", "MergedIntoId" },
                filter: "\"MergedIntoId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Touchpoints_CompanyId_NameKey",
                table: "Touchpoints",
                columns: new[] { "CompanyId", "NameKey" },
                unique: true);

            migrationBuilder.Sql(SearchIndexTable.Create);
            migrationBuilder.Sql(SearchIndexTable.FollowDeletions);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(SearchIndexTable.Drop);

            migrationBuilder.DropTable(
                name: "AspNetUserClaims");

            migrationBuilder.DropTable(
                name: "AspNetUserLogins");

            migrationBuilder.DropTable(
                name: "AspNetUserPasskeys");

            migrationBuilder.DropTable(
                name: "AspNetUserTokens");

            migrationBuilder.DropTable(
                name: "AuditChains");

            migrationBuilder.DropTable(
                name: "AuditRecords");

            migrationBuilder.DropTable(
                name: "Authenticators");

            migrationBuilder.DropTable(
                name: "BatchJourneys");

            migrationBuilder.DropTable(
                name: "BatchNames");

            migrationBuilder.DropTable(
                name: "CannedReplies");

            migrationBuilder.DropTable(
                name: "CaseNotes");

            migrationBuilder.DropTable(
                name: "CompaniesApart");

            migrationBuilder.DropTable(
                name: "CompanyAliases");

            migrationBuilder.DropTable(
                name: "CompanyClaims");

            migrationBuilder.DropTable(
                name: "CompanyMerges");

            migrationBuilder.DropTable(
                name: "Contacts");

            migrationBuilder.DropTable(
                name: "DataProtectionKeys");

            migrationBuilder.DropTable(
                name: "Erasures");

            migrationBuilder.DropTable(
                name: "Facts");

            migrationBuilder.DropTable(
                name: "Invitations");

            migrationBuilder.DropTable(
                name: "KeptForms");

            migrationBuilder.DropTable(
                name: "Leases");

            migrationBuilder.DropTable(
                name: "Ledger");

            migrationBuilder.DropTable(
                name: "LedgerVersions");

            migrationBuilder.DropTable(
                name: "MailedLinks");

            migrationBuilder.DropTable(
                name: "Markers");

            migrationBuilder.DropTable(
                name: "Memberships");

            migrationBuilder.DropTable(
                name: "MergedDrafts");

            migrationBuilder.DropTable(
                name: "MergedJourneys");

            migrationBuilder.DropTable(
                name: "MergedMembers");

            migrationBuilder.DropTable(
                name: "MergedNames");

            migrationBuilder.DropTable(
                name: "ModerationTasks");

            migrationBuilder.DropTable(
                name: "MomentRevisions");

            migrationBuilder.DropTable(
                name: "NamesApart");

            migrationBuilder.DropTable(
                name: "Outbox");

            migrationBuilder.DropTable(
                name: "PhotoFiles");

            migrationBuilder.DropTable(
                name: "PublicationDecisions");

            migrationBuilder.DropTable(
                name: "PublicationReports");

            migrationBuilder.DropTable(
                name: "PushKeys");

            migrationBuilder.DropTable(
                name: "PushSubscriptions");

            migrationBuilder.DropTable(
                name: "ReceiptHolders");

            migrationBuilder.DropTable(
                name: "Receipts");

            migrationBuilder.DropTable(
                name: "RecoveryCodes");

            migrationBuilder.DropTable(
                name: "Replies");

            migrationBuilder.DropTable(
                name: "RootCauses");

            migrationBuilder.DropTable(
                name: "SearchEntries");

            migrationBuilder.DropTable(
                name: "Sessions");

            migrationBuilder.DropTable(
                name: "SignInTries");

            migrationBuilder.DropTable(
                name: "ImportBatches");

            migrationBuilder.DropTable(
                name: "Photos");

            migrationBuilder.DropTable(
                name: "Publications");

            migrationBuilder.DropTable(
                name: "Cases");

            migrationBuilder.DropTable(
                name: "Drafts");

            migrationBuilder.DropTable(
                name: "Moments");

            migrationBuilder.DropTable(
                name: "Journeys");

            migrationBuilder.DropTable(
                name: "Touchpoints");

            migrationBuilder.DropTable(
                name: "AspNetUsers");

            migrationBuilder.DropTable(
                name: "Products");

            migrationBuilder.DropTable(
                name: "Companies");
        }
    }
}
