using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace Starface.Drift.Aws;

/// <summary>Looks at each answer as it came, before the client takes from it what it knows.</summary>
/// <remarks>
/// Every answer of EC2 is parsed twice. The client of AWS takes the members it knows and drops the rest without a word, so that a rule with
/// a new kind of restriction or remote side would read as a rule without it, and a group could be called in sync that is not. Hence the
/// answer is first compared with a list of known members (<see cref="AwsAnswerShape"/>), and whatever is not on it is a problem of its
/// group. Answers that this program reads by itself (<see cref="AwsCall"/>) reach the client without their content.
/// </remarks>
/// <param name="seen">Receives what was found in an answer that is not an error.</param>
/// <param name="read">Receives a page that this program reads by itself.</param>
internal sealed class AwsAnswerHandler(Action<AwsAnswer> seen, Action<AwsPage> read) : PipelineHandler
{
    private const string RequestSuffix = "Request";

    private readonly KeptStream _body = new();

    /// <inheritdoc/>
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var result = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        if (executionContext.ResponseContext.HttpResponse is not { IsSuccessStatusCode: true } response) return result;
        // Answers follow each other, and the previous one has been read.
        _body.SetLength(0);
        await using (var body = await response.ResponseBody.OpenResponseAsync().ConfigureAwait(false))
            await body.CopyToAsync(_body, executionContext.RequestContext.CancellationToken).ConfigureAwait(false);
        _body.Position = 0;
        var request = executionContext.RequestContext.OriginalRequest.GetType().Name;
        if (AwsCall.Find(request[..^RequestSuffix.Length]) is { } call)
        {
            read(AwsPage.Read(_body, call));
            _body.SetLength(0);
            _body.Write(Encoding.UTF8.GetBytes($"<{call.Name}Response/>"));
        }
        else
        {
            seen(AwsAnswerReader.Read(_body));
        }

        _body.Position = 0;
        executionContext.ResponseContext.HttpResponse = new Copied(response, _body);
        return result;
    }

    /// <inheritdoc/>
    public override void InvokeSync(IExecutionContext executionContext) =>
        throw new NotSupportedException("Clouds are read without blocking.");

    /// <summary>A response whose body was read once already.</summary>
    private sealed class Copied(IWebResponseData response, MemoryStream body) : IWebResponseData, IHttpResponseBody
    {
        public long ContentLength => body.Length;

        public string ContentType => response.ContentType;

        public HttpStatusCode StatusCode => response.StatusCode;

        public bool IsSuccessStatusCode => response.IsSuccessStatusCode;

        public IHttpResponseBody ResponseBody => this;

        public string[] GetHeaderNames() => response.GetHeaderNames();

        public bool IsHeaderPresent(string headerName) => response.IsHeaderPresent(headerName);

        public string GetHeaderValue(string headerName) => response.GetHeaderValue(headerName);

        public IEventStreamHeader GetEventStreamHeader(string headerName) => response.GetEventStreamHeader(headerName);

        public bool IsEventHeaderPresent(string headerName) => response.IsEventHeaderPresent(headerName);

        public Stream OpenResponse() => body;

        public Task<Stream> OpenResponseAsync() => Task.FromResult<Stream>(body);

        public void Dispose() => response.ResponseBody.Dispose();
    }

    /// <summary>Stays open when a reader closes it.</summary>
    private sealed class KeptStream : MemoryStream
    {
        protected override void Dispose(bool disposing) => Position = 0;
    }
}
