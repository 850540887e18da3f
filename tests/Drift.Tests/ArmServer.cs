using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Azure.Core;
using Azure.Core.Pipeline;
using Starface.Drift.Azure;

namespace Starface.Drift.Tests;

/// <summary>
/// A strict Azure Resource Manager on the loopback address, over TLS: it refuses paths it does not have, other versions of the API, and
/// requests without the token. Lists come in pages of one item.
/// </summary>
internal sealed class ArmServer : IAsyncDisposable
{
    public const string Groups = "networkSecurityGroups";
    public const string Interfaces = "networkInterfaces";
    public const string Networks = "virtualNetworks";
    public const string ScaleSet = "scaleSet";
    public const string AdminRules = "adminRules";

    private const string Token = "eyJhbGciOiJub25lIn0.c2VjcmV0LXRva2Vu.c2lnbmF0dXJl";
    private const string Provider = $"/subscriptions/{LiveJson.SubscriptionId}/providers/Microsoft.Network/";

    private readonly Dictionary<string, (string Method, string Path, string Version)> _routes = new(StringComparer.Ordinal)
    {
        [Groups] = ("GET", Provider + Groups, "2024-05-01"),
        [Interfaces] = ("GET", Provider + Interfaces, "2024-05-01"),
        [Networks] = ("GET", Provider + Networks, "2024-05-01"),
        [ScaleSet] = ("GET", AzureAround.ScaleSetId + "/networkInterfaces", "2018-10-01"),
        [AdminRules] = ("POST", AzureAround.NetworkId + "/listNetworkManagerEffectiveSecurityAdminRules", "2024-05-01"),
    };

    private static readonly X509Certificate2 Certificate = LoopbackServer.SelfSigned();

    private readonly LoopbackServer _server;
    private readonly SocketsHttpHandler _handler;
    private readonly HttpClient _client;

    public ArmServer()
    {
        _server = new LoopbackServer(Answer, Certificate);
        _handler = new SocketsHttpHandler
        {
            // As that of the usual pipeline.
            AllowAutoRedirect = false,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback =
                    (_, shown, _, _) => shown is X509Certificate2 known && known.Thumbprint == Certificate.Thumbprint,
            },
        };
        _client = new HttpClient(_handler);
        Pipeline = AzurePipelines.Create(new FixedToken(), _server.Address, options =>
        {
            options.Transport = new HttpClientTransport(_client);
            options.Retry.MaxRetries = 2;
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        });
    }

    /// <summary>The items of each list, by its name.</summary>
    public Dictionary<string, List<JsonObject>> Lists { get; } =
        new[] { Groups, Interfaces, Networks, ScaleSet, AdminRules }.ToDictionary(name => name, _ => new List<JsonObject>());

    /// <summary>The lists that answer otherwise: the answer in place of that of the server, or null for none at all.</summary>
    public Dictionary<string, Func<LoopbackRequest, LoopbackAnswer, LoopbackAnswer?>> Faults { get; } = [];

    /// <summary>The names of the lists that were asked for, in order, once for each page.</summary>
    public List<string> Asked { get; } = [];

    public Uri Address => _server.Address;

    public HttpPipeline Pipeline { get; }

    public AzureLiveReader Reader(string subscription = LiveJson.SubscriptionId) => new(Pipeline, Address, subscription);

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _handler.Dispose();
        await _server.DisposeAsync();
    }

    private LoopbackAnswer? Answer(LoopbackRequest request)
    {
        var (method, address) = (request.Head[..request.Head.IndexOf(' ', StringComparison.Ordinal)], new Uri(Address, request.Path));
        var path = Uri.UnescapeDataString(address.AbsolutePath);
        if (!request.Head.Contains($"Authorization: Bearer {Token}", StringComparison.Ordinal)) return Error(401, "AuthenticationFailed");
        var route = _routes.FirstOrDefault(
            route => route.Value.Method == method && string.Equals(route.Value.Path, path, StringComparison.OrdinalIgnoreCase));
        if (route.Key is not { } name) return Error(404, $"NotFound: {method} {path}");
        lock (Asked) Asked.Add(name);
        var query = address.Query.TrimStart('?').Split('&')
            .Select(part => part.Split('=', 2))
            .ToDictionary(part => part[0], part => part[1]);
        if (query.GetValueOrDefault("api-version") != route.Value.Version) return Error(400, "InvalidApiVersionParameter");
        var answer = method == "POST" ? Query(request, name) : List(name, path, query);
        return Faults.TryGetValue(name, out var fault) ? fault(request, answer) : answer;
    }

    private LoopbackAnswer List(string name, string path, Dictionary<string, string> query)
    {
        var start = int.Parse(query.GetValueOrDefault("page", "0"), System.Globalization.CultureInfo.InvariantCulture);
        var page = Page(name, start);
        if (start + 1 < Lists[name].Count)
        {
            page["nextLink"] = FormattableString.Invariant(
                $"{Address}{path.TrimStart('/')}?api-version={_routes[name].Version}&page={start + 1}");
        }

        return new LoopbackAnswer(page.ToJsonString());
    }

    private LoopbackAnswer Query(LoopbackRequest request, string name)
    {
        if (!request.Head.Contains("Content-Type: application/json", StringComparison.OrdinalIgnoreCase))
            return Error(415, "UnsupportedMediaType");
        var skip = JsonNode.Parse(request.Body)!.AsObject()["skipToken"]?.GetValue<string>() ?? "0";
        var start = int.Parse(skip, System.Globalization.CultureInfo.InvariantCulture);
        var page = Page(name, start);
        if (start + 1 < Lists[name].Count) page["skipToken"] = FormattableString.Invariant($"{start + 1}");
        return new LoopbackAnswer(page.ToJsonString());
    }

    private JsonObject Page(string name, int start) =>
        new() { ["value"] = new JsonArray([.. Lists[name].Skip(start).Take(1).Select(item => item.DeepClone())]) };

    public static LoopbackAnswer Error(int status, string code) =>
        new(new JsonObject { ["error"] = new JsonObject { ["code"] = code, ["message"] = "no" } }.ToJsonString(), status)
        {
            Headers = { ["Retry-After"] = "0" },
        };

    private sealed class FixedToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(Token, DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new(GetToken(requestContext, cancellationToken));
    }
}
