namespace MomentOfTruth.Browser.Tests.Pages;

internal static class PageExtensions
{
    /// <summary>
    /// Waits until a function that may wait itself gives true, on this page or the one that it leads to. (The page's own way takes the
    /// promise of such a function for true.)
    /// </summary>
    /// <param name="condition">An async function of JavaScript, of one argument at most.</param>
    public static async Task UntilAsync(this IPage page, string condition, object? argument = null)
    {
        while (true)
        {
            try
            {
                await page.EvaluateAsync(
                    $$"""
                    async argument => {
                      const holds = {{condition}};
                      for (const end = performance.now() + 20_000; !await holds(argument); await new Promise(requestAnimationFrame)) {
                        if (performance.now() > end) throw new Error("Never came true: " + holds);
                      }
                    }
                    """,
                    argument);
                return;
            }
            catch (PlaywrightException left) when (left.Message.Contains("Execution context was destroyed", StringComparison.Ordinal))
            {
                // The page was left while it was asked: the next one is.
            }
        }
    }
}
