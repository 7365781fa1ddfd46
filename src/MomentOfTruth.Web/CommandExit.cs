namespace MomentOfTruth.Web;

/// <summary>What a command's exit code says.</summary>
public static class CommandExit
{
    public const int Done = 0, Failed = 1;
}
