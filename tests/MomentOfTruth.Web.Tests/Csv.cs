using System.Text;

namespace MomentOfTruth.Web.Tests;

/// <summary>Reads CSV to the letter of RFC 4180, and fails on anything else.</summary>
public static class Csv
{
    public static List<string[]> Read(string text, bool isRagged = false)
    {
        var (records, cells, i) = (new List<string[]>(), new List<string>(), 0);
        while (i < text.Length)
        {
            var cell = new StringBuilder();
            if (text[i] == '"')
            {
                for (i++; text[i] != '"' || (i + 1 < text.Length && text[i + 1] == '"'); i++)
                {
                    cell.Append(text[i]);
                    i += text[i] == '"' ? 1 : 0;
                }

                i++;
            }
            else
            {
                for (; text[i] is not (',' or '\r' or '\n'); i++)
                {
                    Assert.NotEqual('"', text[i]);
                    cell.Append(text[i]);
                }
            }

            cells.Add(cell.ToString());
            if (text[i] == ',')
            {
                i++;
                continue;
            }

            Assert.Equal("\r\n", text.Substring(i, 2));
            i += 2;
            records.Add([.. cells]);
            cells.Clear();
        }

        Assert.All(records, record => Assert.True(isRagged || record.Length == records[0].Length));
        return records;
    }
}
