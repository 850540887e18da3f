using System.Buffers.Text;
using System.Text.Json;
using Azure.Core;

namespace Starface.Drift.Azure;

/// <summary>Identifies the account of credentials without any secret.</summary>
internal static class AzureIdentity
{
    /// <summary>
    /// What identifies the account: the tenant and the client or user. Variables that name a client tell it at once; otherwise the claims
    /// of a token do, which reading needs anyway. Null when neither tells.
    /// </summary>
    /// <param name="credential">Gives tokens.</param>
    /// <param name="endpoint">The address of Azure Resource Manager.</param>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    /// <param name="token">Cancels the operation.</param>
    public static async Task<string?> FindAsync(
        TokenCredential credential, Uri endpoint, Func<string, string?> variable, CancellationToken token)
    {
        if (OfVariables(variable) is { } client) return client;
        var context = new TokenRequestContext([AzurePipelines.ScopeOf(endpoint)]);
        var access = await credential.GetTokenAsync(context, token).ConfigureAwait(false);
        return OfToken(access.Token);
    }

    /// <summary>The client that variables name, which is tried before all other kinds of credentials.</summary>
    private static string? OfVariables(Func<string, string?> variable)
    {
        // This variable changes which kinds of credentials are tried.
        if (variable("AZURE_TOKEN_CREDENTIALS") is { Length: > 0 }) return null;
        if (variable("AZURE_TENANT_ID") is not { Length: > 0 } tenant || variable("AZURE_CLIENT_ID") is not { Length: > 0 } client)
            return null;
        var isProven = new[] { "AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH" }.Any(name => variable(name) is { Length: > 0 });
        return isProven ? $"{variable("AZURE_AUTHORITY_HOST")} tenant {tenant} client {client}" : null;
    }

    /// <summary>The tenant and object of a token, or null: only the cloud has to understand a token, so it may have another form.</summary>
    private static string? OfToken(string token)
    {
        const int Parts = 3;
        var parts = token.Split('.');
        if (parts.Length != Parts) return null;
        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
            return FindClaim(claims, "tid") is { } tenant && FindClaim(claims, "oid") is { } subject
                ? $"tenant {tenant} object {subject}"
                : null;
        }
        catch (Exception problem) when (problem is FormatException or JsonException)
        {
            return null;
        }
    }

    private static string? FindClaim(JsonDocument claims, string name)
    {
        var root = claims.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(name, out var claim) || claim.ValueKind != JsonValueKind.String)
            return null;
        return claim.GetString() is { Length: > 0 } value ? value : null;
    }
}
