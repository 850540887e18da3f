using System.Buffers;
using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Starface.Drift.Files;
using Starface.Policy.Problems;

namespace Starface.Drift.Aws;

/// <summary>Reads each answer in place of the client of AWS, which receives it without its content.</summary>
/// <remarks>
/// The client takes the members it knows and drops the rest without a word, so that a rule with a new kind of restriction or remote side
/// would read as a rule without it, and a group could be called in sync that is not. It also fails at a number that is out of range, with
/// all of a page. Hence it only signs, sends and repeats requests, and reads errors.
/// </remarks>
/// <param name="read">Receives each page; the one before is not to be used any longer.</param>
internal sealed class AwsAnswerHandler(Action<AwsPage> read) : PipelineHandler
{
    private const string RequestSuffix = "Request";

    private readonly MemoryStream _body = new();
    private readonly ArrayBufferWriter<byte> _json = new();

    /// <inheritdoc/>
    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        var result = await base.InvokeAsync<T>(executionContext).ConfigureAwait(false);
        if (executionContext.ResponseContext.HttpResponse is not { IsSuccessStatusCode: true } response) return result;
        var request = executionContext.RequestContext.OriginalRequest.GetType().Name;
        var call = AwsCall.Find(request[..^RequestSuffix.Length])
            ?? throw new InvalidOperationException($"The answers to {request} are not read.");
        await using (var body = await response.ResponseBody.OpenResponseAsync().ConfigureAwait(false))
        {
            // The whole answer first: reading it from the network as it is read as XML would block. Answers follow each other, and the
            // one before has been read.
            _body.SetLength(0);
            await LimitedStream.CopyAsync(body, _body, InputLimits.Answer, executionContext.RequestContext.CancellationToken)
                .ConfigureAwait(false);
            _body.Position = 0;
            read(AwsPage.Read(_body, call, _json));
        }

        var rest = new MemoryStream(Encoding.UTF8.GetBytes($"<{call.Name}Response/>"));
        executionContext.ResponseContext.HttpResponse = new Emptied(response, rest);
        return result;
    }

    /// <inheritdoc/>
    public override void InvokeSync(IExecutionContext executionContext) =>
        throw new NotSupportedException("Clouds are read without blocking.");

    /// <summary>A response whose content was taken out.</summary>
    private sealed class Emptied(IWebResponseData response, MemoryStream body) : IWebResponseData, IHttpResponseBody
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
}
