using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace MomentOfTruth.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class StorySearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "SearchDefinition",
                table: "Ledger",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "SearchEntries",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    JourneyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SearchEntries", x => x.Number);
                    table.ForeignKey(
                        name: "FK_SearchEntries_Journeys_JourneyId",
                        column: x => x.JourneyId,
                        principalTable: "Journeys",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SearchEntries_JourneyId",
                table: "SearchEntries",
                column: "JourneyId",
                unique: true);

            // Terms alone, without their places and without the text: an entry's text is in its own row.
            migrationBuilder.Sql(
                """CREATE VIRTUAL TABLE "SearchIndex" USING fts5("Terms", content='', contentless_delete=1, detail=none, tokenize='ascii')""");
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "SearchEntryDeleted" AFTER DELETE ON "SearchEntries"
                BEGIN DELETE FROM "SearchIndex" WHERE rowid = old."Number"; END
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SearchEntries");

            migrationBuilder.DropTable(
                name: "SearchIndex");

            migrationBuilder.DropColumn(
                name: "SearchDefinition",
                table: "Ledger");
        }
    }
}
