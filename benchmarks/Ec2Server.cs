using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Starface.Benchmarks;

/// <summary>
/// EC2 on the loopback address, with a fleet's groups and interfaces: it answers at once, so that what is measured is the client's own
/// work.
/// </summary>
internal sealed class Ec2Server : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ImmutableArray<byte[]> _groups;
    private readonly ImmutableArray<ImmutableArray<byte[]>> _rules;
    private readonly ImmutableArray<byte[]> _interfaces;
    private readonly ImmutableArray<byte[]> _subnets;
    private readonly ImmutableArray<byte[]> _acls;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    public Ec2Server(LiveFleet fleet)
    {
        _groups = [.. Enumerable.Range(0, fleet.Plans.Length).Select(i => Encoding.UTF8.GetBytes(fleet.GroupItem(i)))];
        _rules =
        [
            .. Enumerable.Range(0, fleet.Plans.Length).Select(i => fleet.RuleItems(i).Select(Encoding.UTF8.GetBytes).ToImmutableArray()),
        ];
        _interfaces = [.. Enumerable.Range(0, fleet.Plans.Length).Select(i => Encoding.UTF8.GetBytes(LiveFleet.InterfaceItem(i)))];
        _subnets = [.. fleet.SubnetItems().Select(Encoding.UTF8.GetBytes)];
        _acls = [.. fleet.NetworkAclItems().Select(Encoding.UTF8.GetBytes)];
        for (var i = 0; i < fleet.Plans.Length; i++) _numbers[LiveFleet.GroupId(i)] = i;
        Address = new Uri(FormattableString.Invariant($"http://127.0.0.1:{FreePort()}/"));
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>The answers given so far.</summary>
    public int Requests { get; private set; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync().ConfigureAwait(false);
                using var reader = new StreamReader(context.Request.InputStream);
                var answer = Answer(FormOf(await reader.ReadToEndAsync().ConfigureAwait(false)));
                Requests++;
                context.Response.ContentType = "text/xml;charset=UTF-8";
                context.Response.ContentLength64 = answer.Length;
                await context.Response.OutputStream.WriteAsync(answer).ConfigureAwait(false);
                context.Response.Close();
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                // The client disconnected, or the server was stopped.
            }
        }
    }

    private byte[] Answer(Dictionary<string, string> form)
    {
        var chosen = Enumerable.Range(1, form.Count)
            .Select(i => form.GetValueOrDefault($"Filter.1.Value.{i}"))
            .TakeWhile(value => value is not null);
        return form["Action"] switch
        {
            // The benchmark asks for all groups of the fleet, whether by its tag's key or by its names.
            "DescribeSecurityGroups" => Page("DescribeSecurityGroupsResponse", "securityGroupInfo", _groups, form),
            "DescribeSecurityGroupRules" => Page(
                "DescribeSecurityGroupRulesResponse", "securityGroupRuleSet", [.. chosen.SelectMany(id => _rules[_numbers[id!]])], form),
            "DescribeNetworkInterfaces" => Page(
                "DescribeNetworkInterfacesResponse", "networkInterfaceSet", [.. chosen.Select(id => _interfaces[_numbers[id!]])], form),

            // The fleet is in all of its subnets, and every one has an ACL.
            "DescribeSubnets" => Page("DescribeSubnetsResponse", "subnetSet", _subnets, form),
            "DescribeNetworkAcls" => Page("DescribeNetworkAclsResponse", "networkAclSet", _acls, form),
            "DescribeVpcBlockPublicAccessOptions" => Encoding.UTF8.GetBytes(
                "<DescribeVpcBlockPublicAccessOptionsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>"
                + "<vpcBlockPublicAccessOptions><internetGatewayBlockMode>off</internetGatewayBlockMode><state>default-state</state>"
                + "</vpcBlockPublicAccessOptions></DescribeVpcBlockPublicAccessOptionsResponse>"),
            var other => throw new InvalidOperationException($"The benchmark's server knows no '{other}'."),
        };
    }

    private static byte[] Page(string answer, string list, ImmutableArray<byte[]> items, Dictionary<string, string> form)
    {
        // A client that asks for no size gets what EC2 gives at most.
        var size = form.TryGetValue("MaxResults", out var most) ? int.Parse(most, System.Globalization.CultureInfo.InvariantCulture) : 1000;
        var start = form.TryGetValue("NextToken", out var token) ? int.Parse(token, System.Globalization.CultureInfo.InvariantCulture) : 0;
        using var body = new MemoryStream();
        body.Write(Encoding.UTF8.GetBytes($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{answer} "
            + $"xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId><{list}>"));
        foreach (var item in items.Skip(start).Take(size)) body.Write(item);
        body.Write(Encoding.UTF8.GetBytes($"</{list}>"));
        if (items.Length > start + size)
            body.Write(Encoding.UTF8.GetBytes(FormattableString.Invariant($"<nextToken>{start + size}</nextToken>")));
        body.Write(Encoding.UTF8.GetBytes($"</{answer}>"));
        return body.ToArray();
    }

    private static Dictionary<string, string> FormOf(string body) => body
        .Split('&')
        .Select(field => field.Split('=', 2))
        .ToDictionary(field => WebUtility.UrlDecode(field[0]), field => WebUtility.UrlDecode(field[1]), StringComparer.Ordinal);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
