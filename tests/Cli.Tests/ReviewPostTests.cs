using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Starface.Cli.Hosting;
using Starface.Cli.Tests.Support;

namespace Starface.Cli.Tests;

/// <summary>Comments sent to a server on loopback that keeps them as a platform does.</summary>
public sealed class ReviewPostTests : IDisposable
{
    private const string Token = "s3cr3t-t0k3n";
    private readonly PlatformServer _server = new();
    private readonly GitFolder _git = new();

    public ReviewPostTests()
    {
        _git.Write("Pulumi.yaml", "name: starface\n");
        _git.Write("Pulumi.one.yaml", StackText.Good);
        _git.Commit();
        _git.Branch("change");
        _git.Write("Pulumi.one.yaml", StackText.Good.Replace("[10.8.0.0/16]", "[10.8.0.0/15]", StringComparison.Ordinal));
        _git.Commit();
    }

    public static TheoryData<string> Platforms => ["github", "gitlab", "azure-devops"];

    public void Dispose()
    {
        _server.Dispose();
        _git.Dispose();
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void Nothing_is_sent_unless_it_is_said(string platform)
    {
        var result = Post(platform);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("With --send this would be a comment of ", result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Requests);
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void The_next_push_replaces_the_comment(string platform)
    {
        Assert.Contains("is a new comment of", Post(platform, "--send").Error, StringComparison.Ordinal);
        var first = Assert.Single(_server.Comments).Text;
        _git.Write("Pulumi.one.yaml", StackText.Good.Replace("[10.8.0.0/16]", "[10.8.0.0/14]", StringComparison.Ordinal));
        _git.Commit();

        var result = Post(platform, "--send");

        Assert.Contains("replaces the comment of", result.Error, StringComparison.Ordinal);
        var second = Assert.Single(_server.Comments).Text;
        Assert.NotEqual(first, second);
        Assert.Equal(result.Output.TrimEnd('\n'), second.TrimEnd('\n'));
        Assert.All(_server.Requests, request => Assert.Contains(Token, request.Credentials, StringComparison.Ordinal));
        Assert.DoesNotContain(Token, result.Output + result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void A_strangers_comment_with_the_hidden_line_is_not_replaced(string platform)
    {
        const string Forged = "<!-- starface-policy review default -->\nall is well";
        _server.Add("mallory", Forged);

        Post(platform, "--send");

        Assert.Equal(2, _server.Comments.Count);
        Assert.Contains(_server.Comments, comment => comment is { Author: "mallory", Text: Forged });
    }

    [Theory]
    [MemberData(nameof(Platforms))]
    public void Two_reviews_of_one_pull_request_have_a_comment_each(string platform)
    {
        Post(platform, "--send");
        Post(platform, "--send", "--comment-id", "other");
        Post(platform, "--send");

        Assert.Equal(2, _server.Comments.Count);
    }

    [Theory]
    [InlineData("github")]
    [InlineData("gitlab")]
    public void The_comment_is_found_on_a_later_page(string platform)
    {
        for (var i = 0; i < 130; i++) _server.Add("alice", $"comment {i}");
        Post(platform, "--send");

        Post(platform, "--send");

        Assert.Equal(131, _server.Comments.Count);
    }

    [Fact]
    public void The_token_of_a_workflow_cannot_say_whose_it_is()
    {
        _server.HidesOwner = true;

        Post("github", "--send");
        Post("github", "--send");

        Assert.Single(_server.Comments);
    }

    [Theory]
    [InlineData("github", "{}")]
    [InlineData("gitlab", "[]")]
    [InlineData("azure-devops", "[]")]
    public void An_answer_that_does_not_say_whose_the_token_is_is_told(string platform, string answer)
    {
        _server.Owner = answer;

        var result = Post(platform, "--send");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is not understood", result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Comments);
    }

    [Theory]
    [InlineData(401, "look whether the token of GITHUB_TOKEN is valid")]
    [InlineData(403, "give the token of GITHUB_TOKEN the permission to comment on pull requests")]
    [InlineData(404, "look whether the pull request exists")]
    [InlineData(302, "127.0.0.1 answers 302")]
    [InlineData(500, "127.0.0.1 answers 500")]
    public void A_refusal_ends_with_exit_code_1_and_says_what_to_do(int status, string words)
    {
        _server.Refusal = status;

        var result = Post("github", "--send");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("SFP5035", result.Error, StringComparison.Ordinal);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.Equal("", result.Output);
        Assert.DoesNotContain(_server.RedirectedTo, _server.Requests.Select(request => request.Path));
    }

    [Theory]
    [InlineData("[{\"id\":\"x\"}]")]
    [InlineData("{}")]
    [InlineData("<html>")]
    [InlineData("")]
    public void An_answer_that_is_not_understood_is_told(string answer)
    {
        _server.Answer = answer;

        var result = Post("github", "--send");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("is not understood", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("unexpected", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("github", "GITHUB_REPOSITORY", null, "GITHUB_REPOSITORY is not set")]
    [InlineData("github", "GITHUB_REPOSITORY", "one", "GITHUB_REPOSITORY is not OWNER/NAME")]
    [InlineData("github", "GITHUB_REPOSITORY", "../x", "GITHUB_REPOSITORY is not OWNER/NAME")]
    [InlineData("github", "GITHUB_REPOSITORY", "o/..", "GITHUB_REPOSITORY is not OWNER/NAME")]
    [InlineData("github", "GITHUB_REF", "refs/heads/main", "GITHUB_REF is not that of a pull request")]
    [InlineData("github", "GITHUB_API_URL", "http://example.com", "GITHUB_API_URL is not an https address")]
    [InlineData("github", "GITHUB_TOKEN", null, "GITHUB_TOKEN is not set")]
    [InlineData("gitlab", "CI_MERGE_REQUEST_IID", "1/../2", "'1/../2' is not a number")]
    [InlineData("azure-devops", "SYSTEM_COLLECTIONURI", "file:///x", "SYSTEM_COLLECTIONURI is not an https address")]
    public void A_variable_that_is_missing_or_wrong_is_told(string platform, string variable, string? value, string words)
    {
        var result = Run(platform, name => name == variable ? value : _server.Variables.GetValueOrDefault(name), "--send");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(words, result.Error, StringComparison.Ordinal);
        Assert.Empty(_server.Comments);
    }

    [Fact]
    public void A_review_of_another_job_can_be_sent()
    {
        _git.Write("review.json", _git.Review("--base", "main", "--format", "json").Output);

        var result = Run("github", name => _server.Variables.GetValueOrDefault(name), ["--send"], ["--from", "review.json"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Single(_server.Comments);
    }

    private CliResult Post(string platform, params string[] args) =>
        Run(platform, name => _server.Variables.GetValueOrDefault(name), args);

    private CliResult Run(string platform, Func<string, string?> variable, params string[] args) =>
        Run(platform, variable, args, ["--base", "main"]);

    private CliResult Run(string platform, Func<string, string?> variable, string[] args, string[] source)
    {
        CliEnvironment environment = _git.Environment with { Variable = variable };
        return Tool.RunIn(environment, ["review", .. source, "--post", platform, .. args]);
    }

    /// <summary>The three platforms in one: their paths differ.</summary>
    private sealed class PlatformServer : IDisposable
    {
        private readonly HttpListener _listener;
        private readonly List<(int Id, string Author, string Text)> _comments = [];

        public PlatformServer()
        {
            (_listener, Port) = Listen();
            _ = ServeAsync();
        }

        public int Port { get; }

        public bool HidesOwner { get; set; }

        public string? Owner { get; set; }

        public int? Refusal { get; set; }

        public string? Answer { get; set; }

        public string RedirectedTo => "/elsewhere";

        public ConcurrentQueue<(string Path, string Credentials)> Requests { get; } = [];

        public IReadOnlyList<(int Id, string Author, string Text)> Comments => _comments;

        public Dictionary<string, string> Variables => new(StringComparer.Ordinal)
        {
            ["GITHUB_API_URL"] = $"http://127.0.0.1:{Port}",
            ["GITHUB_REPOSITORY"] = "owner/name",
            ["GITHUB_REF"] = "refs/pull/12/merge",
            ["GITHUB_TOKEN"] = Token,
            ["CI_API_V4_URL"] = $"http://127.0.0.1:{Port}/api/v4",
            ["CI_PROJECT_ID"] = "34",
            ["CI_MERGE_REQUEST_IID"] = "12",
            ["GITLAB_TOKEN"] = Token,
            ["SYSTEM_COLLECTIONURI"] = $"http://127.0.0.1:{Port}/org/",
            ["SYSTEM_TEAMPROJECT"] = "a project",
            ["BUILD_REPOSITORY_ID"] = "56",
            ["SYSTEM_PULLREQUEST_PULLREQUESTID"] = "12",
            ["SYSTEM_ACCESSTOKEN"] = Token,
        };

        private string OwnName => HidesOwner ? "github-actions[bot]" : "bot";

        public void Add(string author, string text) => _comments.Add((_comments.Count + 1, author, text));

        public void Dispose() => _listener.Close();

        /// <summary>A listener at a port that is free. One that could not start is of no use any more.</summary>
        private static (HttpListener Listener, int Port) Listen()
        {
            for (var attempt = 1; ; attempt++)
            {
                var port = Random.Shared.Next(20000, 60000);
                var listener = new HttpListener();
                listener.Prefixes.Add($"http://127.0.0.1:{port}/");
                try
                {
                    listener.Start();
                    return (listener, port);
                }
                catch (HttpListenerException) when (attempt < 20)
                {
                    listener.Close();
                }
            }
        }

        private async Task ServeAsync()
        {
            while (true)
            {
                HttpListenerContext context;
                try
                {
                    context = await _listener.GetContextAsync();
                }
                catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                var (request, response) = (context.Request, context.Response);
                var path = request.Url!.AbsolutePath;
                Requests.Enqueue((path, request.Headers["Authorization"] + request.Headers["PRIVATE-TOKEN"]));
                var isWho = path is "/user" or "/api/v4/user" or "/org/_apis/connectionData";
                var (status, body) = isWho && HidesOwner ? (403, "{}") : (200, "");
                if (Refusal is { } refused && !isWho) (status, body) = (refused, "{}");
                else if (status == 200) body = (isWho ? Owner : Answer) ?? AnswerTo(request, path);
                response.StatusCode = status;
                if (status == 302) response.RedirectLocation = $"http://127.0.0.1:{Port}{RedirectedTo}";
                var bytes = System.Text.Encoding.UTF8.GetBytes(body);
                await response.OutputStream.WriteAsync(bytes);
                response.Close();
            }
        }

        private string AnswerTo(HttpListenerRequest request, string path)
        {
            const string GitHub = "/repos/owner/name/issues/12/comments";
            const string GitLab = "/api/v4/projects/34/merge_requests/12/notes";
            const string Azure = "/org/a%20project/_apis/git/repositories/56/pullRequests/12/threads";
            var page = int.Parse(request.QueryString["page"] ?? "1", System.Globalization.CultureInfo.InvariantCulture);
            var shown = _comments.Skip((page - 1) * 100).Take(100);
            return (request.HttpMethod, path) switch
            {
                ("GET", "/user") => """{"login":"bot"}""",
                ("GET", "/api/v4/user") => """{"username":"bot"}""",
                ("GET", "/org/_apis/connectionData") => """{"authenticatedUser":{"id":"bot"}}""",
                ("GET", GitHub) => Array(shown.Select(one => new JsonObject
                {
                    ["id"] = one.Id,
                    ["body"] = one.Text,
                    ["user"] = new JsonObject { ["login"] = one.Author },
                })),
                ("GET", GitLab) => Array(shown.Select(one => new JsonObject
                {
                    ["id"] = one.Id,
                    ["body"] = one.Text,
                    ["author"] = new JsonObject { ["username"] = one.Author },
                })),
                ("GET", Azure) => new JsonObject
                {
                    ["value"] = new JsonArray([.. _comments.Select(one => new JsonObject
                    {
                        ["id"] = one.Id,
                        ["comments"] = new JsonArray(new JsonObject
                        {
                            ["id"] = 1,
                            ["content"] = one.Text,
                            ["author"] = new JsonObject { ["id"] = one.Author },
                        }),
                    })]),
                }.ToJsonString(),
                ("POST", GitHub or GitLab) => New(Body(request)["body"]!.GetValue<string>()),
                ("POST", Azure) => New(Body(request)["comments"]![0]!["content"]!.GetValue<string>()),
                ("PATCH", _) when path.StartsWith("/repos/owner/name/issues/comments/", StringComparison.Ordinal) =>
                    Replace(path, "body", request),
                ("PUT", _) when path.StartsWith(GitLab + "/", StringComparison.Ordinal) => Replace(path, "body", request),
                ("PATCH", _) when path.StartsWith(Azure + "/", StringComparison.Ordinal) =>
                    Replace(path.Replace("/comments/1", "", StringComparison.Ordinal), "content", request),
                _ => "not what a platform understands",
            };
        }

        private string New(string text)
        {
            Add(OwnName, text);
            return "{}";
        }

        private string Replace(string path, string member, HttpListenerRequest request)
        {
            var id = int.Parse(path[(path.LastIndexOf('/') + 1)..], System.Globalization.CultureInfo.InvariantCulture);
            _comments[id - 1] = (id, _comments[id - 1].Author, Body(request)[member]!.GetValue<string>());
            return "{}";
        }

        private static JsonNode Body(HttpListenerRequest request) => JsonNode.Parse(request.InputStream)!;

        private static string Array(IEnumerable<JsonObject> items) => new JsonArray([.. items]).ToJsonString();
    }
}
