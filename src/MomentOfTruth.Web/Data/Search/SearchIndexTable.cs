namespace MomentOfTruth.Web.Data;

/// <summary>SQLite's full-text index of stories, which is no table of the model: the statements that create it and take it away.</summary>
public static class SearchIndexTable
{
    /// <summary>Terms alone, without their places and without the text: an entry's text is in its own row.</summary>
    public const string Create = """
        CREATE VIRTUAL TABLE "SearchIndex" USING fts5("Terms", content='', contentless_delete=1, detail=none, tokenize='ascii')
        """;

    /// <summary>The terms of an entry go with it, whichever code deletes it.</summary>
    public const string FollowDeletions = """
        CREATE TRIGGER "SearchEntryDeleted" AFTER DELETE ON "SearchEntries"
        BEGIN DELETE FROM "SearchIndex" WHERE rowid = old."Number"; END
        """;

    public const string Drop = """DROP TABLE "SearchIndex" """;
}
