using Amazon.Runtime;
using Starface.Drift.Files;
using Starface.Policy.Problems;

namespace Starface.Drift.Aws;

/// <summary>
/// Makes the connections of all clients of AWS, those that ask for a role's or a sign-on's credentials too. A redirect is not followed: the
/// place it leads to would get the session's token. No answer is larger than is accepted, those with errors among them.
/// </summary>
/// <param name="limit">The most of an answer that is read.</param>
/// <param name="ofErrors">The most of an answer with an error.</param>
internal sealed class AwsHttpClients(InputLimit limit, InputLimit ofErrors) : HttpClientFactory
{
    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig)
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false };
        if (clientConfig.GetWebProxy() is { } proxy)
        {
            if (clientConfig.ProxyCredentials is { } credentials) proxy.Credentials = credentials;
            handler.Proxy = proxy;
        }

        var client = new HttpClient(new Limiting(handler, limit, ofErrors));
        if (clientConfig.Timeout is { } timeout) client.Timeout = timeout;
        return client;
    }

    private sealed class Limiting(HttpMessageHandler inner, InputLimit limit, InputLimit ofErrors) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            response.Content = new LimitedContent(response.Content, body, response.IsSuccessStatusCode ? limit : ofErrors);
            return response;
        }
    }

    private sealed class LimitedContent : StreamContent
    {
        private readonly HttpContent _whole;

        public LimitedContent(HttpContent whole, Stream body, InputLimit limit)
            : base(new LimitedStream(body, limit))
        {
            _whole = whole;
            foreach (var header in whole.Headers) Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        /// <summary>Closes the connection where something of the answer was not read.</summary>
        protected override void Dispose(bool disposing)
        {
            if (disposing) _whole.Dispose();
            base.Dispose(disposing);
        }
    }
}
