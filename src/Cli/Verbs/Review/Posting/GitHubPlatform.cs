using System.Net.Http.Headers;
using System.Text.Json;
using Starface.Cli.Hosting;
using Starface.Drift.Output;

namespace Starface.Cli.Verbs.Review.Posting;

/// <summary>GitHub: comments of an issue, which a pull request is.</summary>
internal sealed class GitHubPlatform : ReviewPlatform
{
    // The token of a workflow cannot ask whose it is, and comments in this name.
    private const string WorkflowAuthor = "github-actions[bot]";

    /// <inheritdoc/>
    public override string Name => "github";

    /// <inheritdoc/>
    public override string TokenVariable => "GITHUB_TOKEN";

    /// <inheritdoc/>
    public override bool HasPages => true;

    /// <inheritdoc/>
    public override HttpMethod Replacing => HttpMethod.Patch;

    /// <inheritdoc/>
    public override PostTarget FindTarget(string? number, Func<string, string?> variable)
    {
        var repository = Need(variable, "GITHUB_REPOSITORY");
        if (repository.Split('/') is not [var owner, var name] || !IsName(owner) || !IsName(name))
        {
            throw new UsageException(
                UsageProblem.Option($"--post: GITHUB_REPOSITORY is not OWNER/NAME: '{repository}'", "set it to the repository"));
        }

        // refs/pull/12/merge in a workflow of a pull request.
        number ??= Need(variable, "GITHUB_REF").Split('/') is ["refs", "pull", { } of, _] ? of : throw new UsageException(
            UsageProblem.Option("--post: GITHUB_REF is not that of a pull request", "give its number with --pull-request"));
        var api = Address(variable("GITHUB_API_URL") is { Length: > 0 } own ? own : "https://api.github.com", "GITHUB_API_URL");
        return new PostTarget(
            api, $"repos/{Part(owner)}/{Part(name)}/issues", $"{repository}#{Number(number)}", variable(TokenVariable))
        {
            Number = number,
        };
    }

    private static bool IsName(string text) =>
        text.Length > 0 && text.Any(c => c != '.') && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    /// <inheritdoc/>
    public override void Sign(HttpRequestHeaders headers, string token)
    {
        headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        headers.Accept.ParseAdd("application/vnd.github+json");
        headers.Add("X-GitHub-Api-Version", "2022-11-28");
    }

    /// <inheritdoc/>
    public override string WhoPath(PostTarget target) => "user";

    /// <inheritdoc/>
    public override string? AuthorOf(JsonElement? answer) => answer?.Text("login") ?? WorkflowAuthor;

    /// <inheritdoc/>
    public override string ListPath(PostTarget target, int page) =>
        FormattableString.Invariant($"{NewPath(target)}?per_page=100&page={page}");

    /// <inheritdoc/>
    public override string NewPath(PostTarget target) => $"{target.Path}/{target.Number}/comments";

    /// <inheritdoc/>
    public override (IEnumerable<PostedComment> Comments, int Entries) Read(PostTarget target, JsonElement answer) => (
        answer.EnumerateArray().Select(comment => new PostedComment(
            FormattableString.Invariant($"{target.Path}/comments/{comment.GetProperty("id").GetInt64()}"),
            comment.TryGetProperty("user", out var user) && user.ValueKind == JsonValueKind.Object ? user.Text("login") : "",
            comment.OptionalText("body") ?? "")),
        answer.GetArrayLength());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter json, string text, bool isNew) => json.WriteString("body", text);
}
