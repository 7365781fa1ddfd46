namespace MomentOfTruth.Browser.Tests.Pages;

/// <summary>A telephone that keeps passkeys: Chromium's virtual one.</summary>
internal sealed class VirtualPhone
{
    private readonly ICDPSession _devices;
    private readonly string _id;

    private VirtualPhone(ICDPSession devices, string id) => (_devices, _id) = (devices, id);

    public static async Task<VirtualPhone> AddAsync(IPage page)
    {
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        var added = await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        return new VirtualPhone(devices, added!.Value.GetProperty("authenticatorId").GetString()!);
    }

    /// <summary>Whether its owner agrees at once to whatever it asks.</summary>
    public async Task TouchAsync(bool isTouched) => await _devices.SendAsync(
        "WebAuthn.setAutomaticPresenceSimulation", new() { ["authenticatorId"] = _id, ["enabled"] = isTouched });

    /// <summary>Signs out and opens the sign-in page, which offers the passkey by itself.</summary>
    public static async Task SignOutAsync(IPage page, string culture)
    {
        await page.GotoAsync($"/{culture}/sign-out");
        await page.Locator("main form button").First.ClickAsync();
        await page.GotoAsync($"/{culture}/sign-in");
    }
}
