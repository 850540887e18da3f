using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Starface.Cli.Hosting;
using Starface.Drift.Files;
using Starface.Drift.Json;
using Starface.Drift.Live;
using Starface.Drift.Output;
using Starface.Policy;
using Starface.Policy.Problems;

namespace Starface.Cli.Verbs.Review.Posting;

/// <summary>
/// Sends a comment, or replaces the one of the last time. Only a comment that the token's owner wrote is replaced: a stranger may write the
/// same hidden line, and could change the text of that comment later.
/// </summary>
internal sealed class CommentPoster : IDisposable
{
    private const int MostPages = 50;
    private const int EntriesOfPage = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ReviewPlatform _platform;
    private readonly PostTarget _target;
    private readonly string _token;
    private readonly CancellationToken _cancel;
    private readonly HttpClient _client;

    private CommentPoster(ReviewPlatform platform, PostTarget target, string token, CancellationToken cancel)
    {
        _platform = platform;
        _target = target;
        _token = token;
        _cancel = cancel;

        // A redirect would take the token to another place.
        _client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = Patience };
    }

    /// <summary>Sends a comment.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="target">The pull request.</param>
    /// <param name="comment">The comment.</param>
    /// <param name="marker">The line by which it is found again.</param>
    /// <param name="environment">The machine.</param>
    /// <returns>What was done, as the start of a sentence.</returns>
    /// <exception cref="UsageException">It cannot be sent.</exception>
    public static string Post(
        ReviewPlatform platform, PostTarget target, MediumText<Markdown> comment, string marker, CliEnvironment environment)
    {
        if (target.Token is not { Length: > 0 } token)
        {
            throw new UsageException(UsageProblem.Option(
                $"--send: The variable {platform.TokenVariable} is not set, so that nobody can comment",
                "give the job the token; a job that builds a stranger's code must not have it"));
        }

        using var poster = new CommentPoster(platform, target, token, environment.Cancellation());
        var text = comment.ToString();
        var who = poster.Ask(platform.WhoPath(target), isOptional: true);
        var author = poster.Understand(() => platform.AuthorOf(who));
        var own = author is null ? null : poster.Find(marker, author);
        poster.Send(own, text);
        return own is null ? "The review is a new comment of" : "The review replaces the comment of";
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private PostedComment? Find(string marker, string author)
    {
        for (var page = 1; page <= MostPages; page++)
        {
            var (comments, entries) = Understand(() =>
            {
                var (found, count) = _platform.Read(_target, Ask(_platform.ListPath(_target, page), isOptional: false)!.Value);
                return (found.ToList(), count);
            });
            if (comments.Find(comment => comment.Author == author && comment.Text.StartsWith(marker, StringComparison.Ordinal)) is { } own)
                return own;
            if (!_platform.HasPages || entries < EntriesOfPage) return null;
        }

        throw Refusal(FormattableString.Invariant($"There are more than {MostPages * EntriesOfPage} comments"), "delete old ones");
    }

    private JsonElement? Ask(string path, bool isOptional)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_target.Api, path));
        return Exchange(request, isOptional);
    }

    private void Send(PostedComment? own, string text)
    {
        var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            _platform.Write(json, text, own is null);
            json.WriteEndObject();
        }

        using var request = new HttpRequestMessage(
            own is null ? HttpMethod.Post : _platform.Replacing, new Uri(_target.Api, own?.Path ?? _platform.NewPath(_target)))
        {
            Content = new ByteArrayContent(content.ToArray()),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf-8" };
        Exchange(request, isOptional: false, isRead: false);
    }

    private JsonElement? Exchange(HttpRequestMessage request, bool isOptional, bool isRead = true)
    {
        request.Headers.UserAgent.ParseAdd("starface-policy");
        _platform.Sign(request.Headers, _token);
        try
        {
            using var response = _client.Send(request, HttpCompletionOption.ResponseHeadersRead, _cancel);
            if (!response.IsSuccessStatusCode)
            {
                return isOptional && IsHidden(response.StatusCode)
                    ? null
                    : throw Refusal(
                        FormattableString.Invariant($"{_target.Api.Host} answers {(int)response.StatusCode} to {request.Method}"),
                        FixFor(response.StatusCode));
            }

            // What was sent is there, whatever is said about it.
            if (!isRead) return null;
            using var body = new LimitedStream(response.Content.ReadAsStream(_cancel), InputLimits.Answer);
            using var whole = new MemoryStream();
            body.CopyTo(whole);
            return Understand(() => JsonCursor.Parse(whole.ToArray(), new() { File = _target.Api.Host }).Element);
        }
        catch (TaskCanceledException) when (!_cancel.IsCancellationRequested)
        {
            throw Refusal($"{_target.Api.Host} does not answer within {Patience.Seconds} seconds", "try again");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            throw Refusal($"{_target.Api.Host} cannot be asked: {Redaction.Redact(failure)}", "try again");
        }
    }

    private T Understand<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception other) when (
            other is LiveFormatException or FormatException or KeyNotFoundException or InvalidOperationException or JsonException)
        {
            throw Refusal($"The answer of {_target.Api.Host} is not understood", "look whether the address is the platform's");
        }
    }

    private static bool IsHidden(HttpStatusCode status) =>
        status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized or HttpStatusCode.NotFound;

    private string FixFor(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized => $"look whether the token of {_platform.TokenVariable} is valid",
        HttpStatusCode.Forbidden => $"give the token of {_platform.TokenVariable} the permission to comment on pull requests",
        HttpStatusCode.NotFound => "look whether the pull request exists and the token may see it",
        _ => "try again",
    };

    private static UsageException Refusal(string message, string fix) =>
        new(Problem.Error(ProblemIds.CommentNotSent, $"The comment is not sent: {message}", fix));
}
