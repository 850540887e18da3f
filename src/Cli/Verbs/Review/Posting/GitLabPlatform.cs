using System.Net.Http.Headers;
using System.Text.Json;
using Starface.Drift.Output;

namespace Starface.Cli.Verbs.Review.Posting;

/// <summary>GitLab: notes of a merge request. The token of a job cannot write them, so that one of the project is needed.</summary>
internal sealed class GitLabPlatform : ReviewPlatform
{
    /// <inheritdoc/>
    public override string Name => "gitlab";

    /// <inheritdoc/>
    public override string TokenVariable => "GITLAB_TOKEN";

    /// <inheritdoc/>
    public override bool HasPages => true;

    /// <inheritdoc/>
    public override HttpMethod Replacing => HttpMethod.Put;

    /// <inheritdoc/>
    public override PostTarget FindTarget(string? number, Func<string, string?> variable)
    {
        var project = Need(variable, "CI_PROJECT_ID");
        number = Number(number ?? Need(variable, "CI_MERGE_REQUEST_IID"));
        return new PostTarget(
            Address(Need(variable, "CI_API_V4_URL"), "CI_API_V4_URL"),
            $"projects/{Part(project)}/merge_requests",
            $"{variable("CI_PROJECT_PATH") ?? project}!{number}",
            variable(TokenVariable))
        {
            Number = number,
        };
    }

    /// <inheritdoc/>
    public override void Sign(HttpRequestHeaders headers, string token) => headers.Add("PRIVATE-TOKEN", token);

    /// <inheritdoc/>
    public override string WhoPath(PostTarget target) => "user";

    /// <inheritdoc/>
    public override string? AuthorOf(JsonElement? answer) => answer?.Text("username");

    /// <inheritdoc/>
    public override string ListPath(PostTarget target, int page) =>
        FormattableString.Invariant($"{NewPath(target)}?per_page=100&page={page}&sort=asc");

    /// <inheritdoc/>
    public override string NewPath(PostTarget target) => $"{target.Path}/{target.Number}/notes";

    /// <inheritdoc/>
    public override (IEnumerable<PostedComment> Comments, int Entries) Read(PostTarget target, JsonElement answer) => (
        answer.EnumerateArray().Select(note => new PostedComment(
            FormattableString.Invariant($"{NewPath(target)}/{note.GetProperty("id").GetInt64()}"),
            note.GetProperty("author").Text("username"),
            note.OptionalText("body") ?? "")),
        answer.GetArrayLength());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, string text, bool isNew) => json.WriteString("body", text);
}
