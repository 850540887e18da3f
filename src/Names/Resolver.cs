using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using DnsClient;
using DnsClient.Protocol;
using Starface.Policy;
using Starface.Policy.Flows;
using Starface.Policy.Names;
using AddressFamily = Starface.Policy.Flows.AddressFamily;

namespace Starface.Names;

/// <summary>Asks one resolver in one round, over UDP and, where an answer does not fit, over TCP.</summary>
internal sealed class Resolver
{
    /// <summary>A chain of aliases that is longer leads nowhere.</summary>
    private const int MostAliases = 16;

    /// <summary>As many hosts as a host may have addresses.</summary>
    public const int MostTargets = LockedHost.MostAddresses;

    /// <summary>How often a question is sent where no answer comes.</summary>
    public const int Attempts = 1 + Retries;

    private const int Retries = 1;

    /// <summary>So many questions without an answer, and no answer to any: the others would only wait as long.</summary>
    private const int MostUnanswered = 8;

    /// <summary>What passes through the Internet without being divided (DNS flag day 2020).</summary>
    private const int LargestDatagram = 1232;

    private readonly LookupClient _client;
    private readonly string _name;
    private readonly bool _followsAliases;
    private readonly int _round;
    private int _unanswered;
    private bool _answers;

    /// <summary>A resolver.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="questions">How patiently it is asked.</param>
    /// <param name="round">The round.</param>
    public Resolver(IPEndPoint address, NameQuestions questions, int round)
    {
        _name = ResolverAddress.Describe(address);
        _followsAliases = questions.FollowsAliases;
        _round = round;
        _client = new LookupClient(new LookupClientOptions(address)
        {
            Timeout = questions.Timeout,
            Retries = Retries,
            UseCache = false,
            ThrowDnsErrors = false,
            ContinueOnDnsError = false,
            ContinueOnEmptyResponse = false,
            UseTcpFallback = true,
            Recursion = true,
            ExtendedDnsBufferSize = LargestDatagram,
        });
    }

    /// <summary>Asks for the addresses of a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="family">The family of the addresses.</param>
    /// <param name="token">Cancels the operation.</param>
    public async Task<Lookup> AskForHostAsync(string host, AddressFamily family, CancellationToken token)
    {
        var chain = ImmutableArray.CreateBuilder<string>();
        var (name, type) = (host, family == AddressFamily.IPv4 ? QueryType.A : QueryType.AAAA);
        var timeToLive = long.MaxValue;
        while (true)
        {
            var (answer, failure) = await QueryAsync(name, type, token).ConfigureAwait(false);
            if (answer is null) return End(failure!.Value.Outcome, failure.Value.Detail);
            var before = chain.Count;
            while (Find<CNameRecord>(answer, name) is { } alias)
            {
                timeToLive = Math.Min(timeToLive, alias.InitialTimeToLive);
                var target = NameOf(alias.CanonicalName);
                if (chain.Count == MostAliases || IsSame(target, host) || chain.Any(known => IsSame(known, target)))
                    return End(LookupOutcome.AliasLoop);
                chain.Add(target);
                name = target;
            }

            if (answer.Header.ResponseCode == DnsHeaderResponseCode.NotExistentDomain) return End(LookupOutcome.NoSuchName);
            var records = answer.Answers.OfType<AddressRecord>()
                .Where(record => record.RecordType == (ResourceRecordType)type && IsSame(NameOf(record.DomainName), name))
                .ToList();
            if (records.Count > 0)
            {
                timeToLive = Math.Min(timeToLive, records.Min(record => record.InitialTimeToLive));
                return End(LookupOutcome.Addresses) with
                {
                    Addresses = [.. records.Select(record => AddressOf(record.Address)).Distinct().Order()],
                    TimeToLive = timeToLive,
                };
            }

            // A server that does not know the host behind an alias leaves that question open.
            var isLeftOpen = chain.Count > before && !answer.Authorities.OfType<SoaRecord>().Any();
            if (!isLeftOpen)
            {
                return answer.Answers.Any(record => record.RecordType == (ResourceRecordType)type)
                    ? End(LookupOutcome.Malformed, "addresses of another name")
                    : End(LookupOutcome.NoAddress);
            }

            if (!_followsAliases) return End(LookupOutcome.Malformed, "an alias, without the addresses behind it");
        }

        Lookup End(LookupOutcome outcome, string? detail = null) =>
            new(host, family, _name, _round, outcome, []) { Detail = detail, Chain = chain.ToImmutable() };
    }

    /// <summary>Asks for the addresses of the hosts that the SRV records of a service name.</summary>
    /// <param name="service">The service, such as <c>_sips._tcp.example.com</c>.</param>
    /// <param name="family">The family of the addresses.</param>
    /// <param name="token">Cancels the operation.</param>
    public async Task<Lookup> AskForServiceAsync(string service, AddressFamily family, CancellationToken token)
    {
        var (answer, failure) = await QueryAsync(service, QueryType.SRV, token).ConfigureAwait(false);
        if (answer is null) return End(failure!.Value.Outcome, failure.Value.Detail);
        if (answer.Header.ResponseCode == DnsHeaderResponseCode.NotExistentDomain) return End(LookupOutcome.NoSuchName);
        var records = answer.Answers.OfType<SrvRecord>().Where(record => IsSame(NameOf(record.DomainName), service)).ToList();

        // A single dot says that there is no such service.
        var targets = records.Select(record => NameOf(record.Target)).Where(target => target.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal).ToList();
        if (targets.Count > MostTargets) return End(LookupOutcome.Malformed, FormattableString.Invariant($"more than {MostTargets} hosts"));
        var lookups = new List<Lookup>();
        foreach (var target in targets)
        {
            if (!HostName.IsValid(target, out _)) return End(LookupOutcome.Malformed, $"'{target}' is not a host name");
            lookups.Add(await AskForHostAsync(target, family, token).ConfigureAwait(false));
        }

        if (lookups.Find(lookup => !lookup.IsAnswer) is { } open) return End(open.Outcome, open.Detail);
        ImmutableArray<Address> addresses = [.. lookups.SelectMany(lookup => lookup.Addresses).Distinct().Order()];
        return End(addresses.IsEmpty ? LookupOutcome.NoAddress : LookupOutcome.Addresses) with
        {
            Addresses = addresses,
            TimeToLive = addresses.IsEmpty ? null : records.Min(record => Math.Min(record.InitialTimeToLive, TimeOf(lookups))),
            Chain = [.. targets],
        };

        Lookup End(LookupOutcome outcome, string? detail = null) => new(service, family, _name, _round, outcome, []) { Detail = detail };
    }

    /// <summary>One question; the answer where the resolver knows it, even if it is that there is no such name.</summary>
    private async Task<(IDnsQueryResponse? Answer, (LookupOutcome Outcome, string? Detail)? Failure)> QueryAsync(
        string name, QueryType type, CancellationToken token)
    {
        if (!_answers && Volatile.Read(ref _unanswered) >= MostUnanswered) return (null, (LookupOutcome.NoAnswer, null));
        try
        {
            var answer = await _client.QueryAsync(new DnsQuestion(name, type), token).ConfigureAwait(false);
            _answers = true;
            return answer.Header.ResponseCode is DnsHeaderResponseCode.NoError or DnsHeaderResponseCode.NotExistentDomain
                ? Check(answer, name, type) is { } wrong ? (null, (LookupOutcome.Malformed, wrong)) : (answer, null)
                : (null, (LookupOutcome.Failure, CodeOf(answer.Header.ResponseCode)));
        }
        catch (DnsResponseException unanswered) when (!token.IsCancellationRequested)
        {
            Interlocked.Increment(ref _unanswered);
            var isSilent = unanswered.Code == DnsResponseCode.ConnectionTimeout
                || unanswered.InnerException is SocketException or IOException or OperationCanceledException;
            return (null, isSilent ? (LookupOutcome.NoAnswer, null) : (LookupOutcome.Malformed, null));
        }

        // The library reports datagrams that break its reader with exceptions of many types; a stranger's must not end the command.
#pragma warning disable CA1031
        catch (Exception) when (!token.IsCancellationRequested)
#pragma warning restore CA1031
        {
            _answers = true;
            return (null, (LookupOutcome.Malformed, null));
        }
    }

    /// <summary>What is wrong with an answer as a whole, or null.</summary>
    private static string? Check(IDnsQueryResponse answer, string name, QueryType type) =>
        answer.Header.ResultTruncated ? "it is cut off, also over TCP"
        : answer.Questions is not [var question] || question.QuestionType != type || !IsSame(NameOf(question.QueryName), name)
            ? "it is for another question"
            : null;

    private static long TimeOf(List<Lookup> lookups) => lookups.Min(lookup => lookup.TimeToLive ?? long.MaxValue);

    private static T? Find<T>(IDnsQueryResponse answer, string name)
        where T : DnsResourceRecord =>
        answer.Answers.OfType<T>().FirstOrDefault(record => IsSame(NameOf(record.DomainName), name));

    private static string CodeOf(DnsHeaderResponseCode code) => code switch
    {
        DnsHeaderResponseCode.ServerFailure => "SERVFAIL",
        DnsHeaderResponseCode.Refused => "REFUSED",
        DnsHeaderResponseCode.FormatError => "FORMERR",
        DnsHeaderResponseCode.NotImplemented => "NOTIMP",
        _ => FormattableString.Invariant($"with the code {(int)code}"),
    };

    /// <summary>The name without the dot of the root.</summary>
    private static string NameOf(DnsString name) => name.Value.EndsWith('.') ? name.Value[..^1] : name.Value;

    private static bool IsSame(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static Address AddressOf(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4
            ? Address.FromIPv4(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes))
            : Address.FromIPv6(
                System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes),
                System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));
    }
}
