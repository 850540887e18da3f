using System.Net.Http.Headers;
using System.Text.Json;
using Starface.Drift.Output;

namespace Starface.Cli.Verbs.Review.Posting;

/// <summary>Azure DevOps: threads of a pull request, each with its comments.</summary>
internal sealed class AzureDevOpsPlatform : ReviewPlatform
{
    private const string Version = "api-version=7.1";

    /// <inheritdoc/>
    public override string Name => "azure-devops";

    /// <inheritdoc/>
    public override string TokenVariable => "SYSTEM_ACCESSTOKEN";

    /// <inheritdoc/>
    public override bool HasPages => false;

    /// <inheritdoc/>
    public override HttpMethod Replacing => HttpMethod.Patch;

    /// <inheritdoc/>
    public override PostTarget FindTarget(string? number, Func<string, string?> variable)
    {
        var (project, repository) = (Need(variable, "SYSTEM_TEAMPROJECT"), Need(variable, "BUILD_REPOSITORY_ID"));
        number = Number(number ?? Need(variable, "SYSTEM_PULLREQUEST_PULLREQUESTID"));
        return new PostTarget(
            Address(Need(variable, "SYSTEM_COLLECTIONURI"), "SYSTEM_COLLECTIONURI"),
            $"{Part(project)}/_apis/git/repositories/{Part(repository)}/pullRequests",
            $"{project}, pull request {number}",
            variable(TokenVariable))
        {
            Number = number,
        };
    }

    /// <inheritdoc/>
    public override void Sign(HttpRequestHeaders headers, string token) =>
        headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

    /// <inheritdoc/>
    public override string WhoPath(PostTarget target) => "_apis/connectionData";

    /// <inheritdoc/>
    public override string? AuthorOf(JsonElement? answer) => answer?.GetProperty("authenticatedUser").Text("id");

    /// <inheritdoc/>
    public override string ListPath(PostTarget target, int page) => NewPath(target);

    /// <inheritdoc/>
    public override string NewPath(PostTarget target) => $"{target.Path}/{target.Number}/threads?{Version}";

    /// <inheritdoc/>
    public override (IEnumerable<PostedComment> Comments, int Entries) Read(PostTarget target, JsonElement answer)
    {
        var comments =
            from thread in answer.Items("value")
            where !(thread.TryGetProperty("isDeleted", out var deleted) && deleted.ValueKind == JsonValueKind.True)
            from comment in thread.Items("comments")
            let of = thread.GetProperty("id").GetInt64()
            let id = comment.GetProperty("id").GetInt64()
            select new PostedComment(
                FormattableString.Invariant($"{target.Path}/{target.Number}/threads/{of}/comments/{id}?{Version}"),
                comment.GetProperty("author").Text("id"),
                comment.OptionalText("content") ?? "");
        return (comments, 0);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, string text, bool isNew)
    {
        if (!isNew)
        {
            json.WriteString("content", text);
            return;
        }

        json.WriteObjects("comments", [text], content =>
        {
            json.WriteNumber("parentCommentId", 0);
            json.WriteString("content", content);
            json.WriteString("commentType", "text");
        });

        // Neither open nor resolved: nobody has to close it.
        json.WriteString("status", "closed");
    }
}
