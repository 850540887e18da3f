using System.Collections.Frozen;
using System.Collections.Immutable;
using Azure.Identity;
using Starface.Drift.Aws;
using Starface.Drift.Azure;
using Starface.Drift.Live;
using Starface.Policy.Comparison;
using Starface.Policy.Planning;

namespace Starface.Drift.Fleet;

/// <summary>Compares many instances, each region and subscription read once, and one that fails never hides another.</summary>
/// <param name="options">Where live groups come from.</param>
/// <param name="progress">Takes a line when something was read.</param>
internal sealed class FleetComparer(FleetOptions options, Action<string> progress)
{
    /// <summary>How long a reader whose time is up may take to say what it has.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Compares all instances. Nothing that is wrong with a cloud throws.</summary>
    /// <param name="targets">The instances.</param>
    /// <param name="token">Ends the reading; what was not read by then is unknown.</param>
    public async Task<ImmutableArray<InstanceDrift>> CompareAsync(ImmutableArray<FleetTarget> targets, CancellationToken token)
    {
        var search = new GroupSearch(options.Groups, options.State);
        if (options.Files is { } files) return [.. Compare(targets, [files], search, [])];

        var sources = targets.GroupBy(target => (target.Plan.Cloud, Region: target.Plan.Cloud == Cloud.Aws ? target.Region ?? options.Region : null)).ToList();
        using var places = new SemaphoreSlim(options.Concurrency);
        var results = await Task.WhenAll(sources.Select(async source =>
        {
            ImmutableArray<FleetTarget> own = [.. source];
            var query = search.QueryFor(own.Select(target => target.Plan));
            // What is in sync is known with the first look at it; where that is all there is, it need not be compared again.
            (LiveSurvey Survey, List<InstanceDrift> Drifts)? looked = null;
            ImmutableArray<string> lookedIn = [];
            List<CloudRead> reads = [.. source.Key.Cloud == Cloud.Aws ? AwsReads(source.Key.Region, query, Open) : AzureReads()];
            lookedIn = [.. reads.Select(read => read.Place)];
            var surveys = await Task.WhenAll(reads.Select(async read =>
            {
                var key = options.Saved is null ? null : await KeyAsync(read, query, token).ConfigureAwait(false);
                if (key is not null && options.Saved?.Find(key) is { } kept && IsEnough(own, kept, search))
                {
                    progress(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{read.Place}: {kept.Groups.Length} groups taken from the interrupted run"));
                    return kept;
                }

                await places.WaitAsync(CancellationToken.None).ConfigureAwait(false);
                try
                {
                    var survey = await Task.Run(() => LimitedAsync(read.Place, read.Read, token), CancellationToken.None).ConfigureAwait(false);
                    progress(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{read.Place}: {survey.Groups.Length} groups read{(survey.Problems.IsEmpty ? "" : ", with problems")}"));
                    if (key is not null) Keep(key, read.Place, survey);
                    return survey;
                }
                finally
                {
                    places.Release();
                }
            })).ConfigureAwait(false);
            var drifts = surveys is [var only] && looked is { } all && ReferenceEquals(all.Survey, only) ? all.Drifts : Compare(own, [.. surveys], search, lookedIn);
            return (Complete: surveys.All(ResumeFile.IsComplete), Drifts: drifts);

            IReadOnlySet<string> Open(LiveSurvey survey)
            {
                var found = Compare(own, [survey], search, lookedIn);
                looked = (survey, found);
                return OpenGroups(found);
            }
        })).ConfigureAwait(false);
        if (results.All(result => result.Complete)) Forget();
        return [.. results.SelectMany(result => result.Drifts)];
    }

    /// <summary>What a read is kept under, or null when it must not be: whose it is cannot be told, and it could be taken for another account's.</summary>
    private async Task<string?> KeyAsync(CloudRead read, GroupQuery query, CancellationToken token)
    {
        string? identity = null;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
            limit.CancelAfter(options.Timeout);
            identity = await Task.Run(() => read.Identity(limit.Token), CancellationToken.None).WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception failed) when (Failure.IsExpected(failed))
        {
            // Reading meets the same failure, and says it.
        }

        if (identity is not null) return ResumeFile.Key(read.Place, identity, query, options);
        progress($"{read.Place}: whose credentials these are cannot be told, so --resume keeps and takes nothing here");
        return null;
    }

    private void Keep(string key, string place, LiveSurvey survey)
    {
        try
        {
            options.Saved?.Add(key, survey);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            progress($"{place}: what was read cannot be kept for a later run: {failed.Message}");
        }
    }

    private void Forget()
    {
        try
        {
            options.Saved?.Finish();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            progress($"The file of --resume cannot be removed: {failed.Message}");
        }
    }

    /// <summary>The groups, by their ids, of instances about which there is anything to say but that they are in sync.</summary>
    private static FrozenSet<string> OpenGroups(IEnumerable<InstanceDrift> drifts) =>
        drifts.Where(drift => drift.Status != DriftStatus.InSync || !drift.Notes.IsEmpty).SelectMany(drift => drift.Groups).Select(group => group.Id).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether all that was kept can be said of it: a plan that changed since may call for the ids of rules that were not read then.</summary>
    private bool IsEnough(ImmutableArray<FleetTarget> targets, LiveSurvey kept, GroupSearch search)
    {
        if (options.Quick || targets[0].Plan.Cloud != Cloud.Aws) return true;
        var open = OpenGroups(Compare(targets, [kept], search, []));
        return kept.Groups.All(group => !open.Contains(group.Id) || AwsLiveReader.NamesRules(group));
    }

    private List<InstanceDrift> Compare(ImmutableArray<FleetTarget> targets, ImmutableArray<LiveSurvey> surveys, GroupSearch search, ImmutableArray<string> lookedIn)
    {
        var index = search.Index(surveys, lookedIn);
        return
        [
            .. targets.AsParallel().AsOrdered().Select(target =>
            {
                var (groups, problems, notes) = index.Select(target.Plan);
                var drift = options.Quick ? DriftComparer.CompareTags(target.Plan, groups, problems) : DriftComparer.Compare(target.Plan, groups, problems);
                return notes.IsEmpty ? drift : drift with { Notes = [.. notes, .. drift.Notes] };
            }),
        ];
    }

    private IEnumerable<CloudRead> AwsReads(string? region, GroupQuery query, Func<LiveSurvey, IReadOnlySet<string>> open)
    {
        var accounts = options.Profiles.Select(profile => (Profile: (string?)profile, Role: (string?)null))
            .Concat(options.Roles.Select(role => (Profile: (string?)null, Role: (string?)role)))
            .DefaultIfEmpty((Profile: null, Role: null));
        foreach (var account in accounts)
        {
            var access = new AwsAccess(region) { Profile = account.Profile, RoleArn = account.Role, Endpoint = options.Endpoint };
            yield return new CloudRead(
                access.Place,
                _ => Task.FromResult(AwsClients.IdentityOf(access, options.AwsCredentials)),
                async limit =>
                {
                    using var client = AwsClients.Create(access, options.AwsCredentials);
                    return await new AwsLiveReader(client, access).ReadAsync(query, options.Quick, open, limit).ConfigureAwait(false);
                });
        }
    }

    private IEnumerable<CloudRead> AzureReads()
    {
        if (options.Subscriptions.IsEmpty)
        {
            yield return new CloudRead(
                "Azure",
                static _ => Task.FromResult<string?>(null),
                static _ => Task.FromResult(LiveSurvey.Failed("Azure: no subscription is named: give its id with --subscription or in AZURE_SUBSCRIPTION_ID.")));
            yield break;
        }

        var endpoint = options.Endpoint ?? AzurePipelines.PublicCloud;
        if (options.AzurePipeline is null && endpoint.Scheme != Uri.UriSchemeHttps)
        {
            // The pipeline would refuse as well, with an error that is none of the cloud's and would take the other instances' results with it.
            yield return new CloudRead(
                "Azure",
                static _ => Task.FromResult<string?>(null),
                _ => Task.FromResult(LiveSurvey.Failed($"Azure: a token is sent over https only, and --endpoint-url is {endpoint.GetLeftPart(UriPartial.Authority)}. Give an address with https.")));
            yield break;
        }

        var credential = options.AzureCredential ?? new DefaultAzureCredential(new DefaultAzureCredentialOptions { ExcludeInteractiveBrowserCredential = true });
        var pipeline = options.AzurePipeline ?? AzurePipelines.Create(credential, endpoint);
        // All subscriptions are read with the same credentials, which may have to be asked for.
        Task<string?>? identity = null;
        var asking = new Lock();
        foreach (var subscription in options.Subscriptions)
        {
            yield return new CloudRead(
                $"Azure subscription {subscription}",
                limit =>
                {
                    lock (asking) return identity ??= AzureIdentity.OfAsync(credential, endpoint, Environment.GetEnvironmentVariable, limit);
                },
                limit => new AzureLiveReader(pipeline, endpoint, subscription).ReadAsync(limit));
        }
    }

    /// <summary>Reads within the time limit. What a reader has by then counts; one that does not even end when told to is left behind.</summary>
    private async Task<LiveSurvey> LimitedAsync(string place, Func<CancellationToken, Task<LiveSurvey>> read, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(options.Timeout);
        try
        {
            var reading = read(limit.Token);
            var survey = await reading.WaitAsync(options.Timeout + Grace, token).ConfigureAwait(false);
            return token.IsCancellationRequested && !survey.Problems.IsEmpty ? Interrupted(place) : survey;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return Interrupted(place);
        }
        catch (Exception failed) when (Failure.IsExpected(failed))
        {
            return LiveSurvey.Failed(Failure.Of($"{place}: the groups could not be read", failed));
        }
    }

    private static LiveSurvey Interrupted(string place) => LiveSurvey.Failed($"{place}: reading was interrupted.");

    /// <summary>A region or subscription of an account.</summary>
    /// <param name="Place">What it is called.</param>
    /// <param name="Identity">Tells what identifies the account, or null when that cannot be told.</param>
    /// <param name="Read">Reads it.</param>
    private sealed record CloudRead(string Place, Func<CancellationToken, Task<string?>> Identity, Func<CancellationToken, Task<LiveSurvey>> Read);
}
