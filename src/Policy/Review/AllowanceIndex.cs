using System.Collections.Immutable;
using Starface.Policy.Flows;

namespace Starface.Policy.Review;

/// <summary>
/// Finds the allowances of a policy that may share a flow with one of them, without comparing all with all: by direction, remote side,
/// setting, protocol and ports. It may find some too many and misses none.
/// </summary>
internal sealed class AllowanceIndex
{
    /// <summary>The bucket of all remote sides of a direction.</summary>
    private const string Any = "";

    private static readonly PortRange EveryPort = new(1, PortRange.MaxPort);

    private readonly Dictionary<(Direction Direction, string Remote), Bucket> _buckets = [];
    private readonly ImmutableArray<Allowance> _allowances;

    /// <summary>The last search that found each allowance.</summary>
    private readonly int[] _marks;

    private int _search;

    /// <summary>An index over allowances.</summary>
    public AllowanceIndex(ImmutableArray<Allowance> allowances)
    {
        _allowances = allowances;
        _marks = new int[allowances.Length];
        for (var index = 0; index < allowances.Length; index++)
        {
            foreach (var requirement in allowances[index].Service.Requirements)
            {
                foreach (var remote in SymbolicFlows.RemotesOf(requirement, allowances[index].PeerGroup).Append(Any))
                {
                    var key = (requirement.Direction, remote);
                    if (!_buckets.TryGetValue(key, out var bucket)) _buckets.Add(key, bucket = new Bucket());
                    bucket.Add(requirement, index);
                }
            }
        }

        foreach (var bucket in _buckets.Values) bucket.Sort();
    }

    /// <summary>The other allowances that may share a flow with one, in ascending order.</summary>
    /// <param name="index">The allowance.</param>
    public IReadOnlyList<int> FindOverlapping(int index)
    {
        var found = new FoundIndexes(_marks, ++_search);
        foreach (var requirement in _allowances[index].Service.Requirements)
        {
            foreach (var remote in SymbolicFlows.RemotesOf(requirement, _allowances[index].PeerGroup))
            {
                IEnumerable<string> shared = remote == SymbolicFlows.Everything ? [Any] : [remote, SymbolicFlows.Everything];
                foreach (var key in shared)
                {
                    if (_buckets.TryGetValue((requirement.Direction, key), out var bucket)) bucket.Find(requirement, found);
                }
            }
        }

        return found.InOrder(index);
    }

    /// <summary>What a search found, each once.</summary>
    private sealed class FoundIndexes(int[] marks, int search)
    {
        private readonly List<int> _indexes = [];

        public void Add(int index)
        {
            if (marks[index] == search) return;
            marks[index] = search;
            _indexes.Add(index);
        }

        public IReadOnlyList<int> InOrder(int without)
        {
            _indexes.Remove(without);
            _indexes.Sort();
            return _indexes;
        }
    }

    /// <summary>Whether a requirement's ports are all of them, those of every setting too.</summary>
    private static bool HasEveryPort(Requirement requirement) => requirement.Setting is null && requirement.Ports.Contains(EveryPort);

    /// <summary>The requirements of one direction and remote side.</summary>
    private sealed class Bucket
    {
        private readonly Dictionary<string, List<(Protocol Protocol, int Index)>> _ofSetting = new(StringComparer.Ordinal);
        private readonly Dictionary<Protocol, PortIntervals> _ofProtocol = [];
        private readonly List<(Protocol Protocol, int Index)> _ofEveryPort = [];

        public void Add(Requirement requirement, int index)
        {
            var entry = (requirement.Protocol, index);
            if (requirement.Setting is { } setting)
            {
                if (!_ofSetting.TryGetValue(setting, out var list)) _ofSetting.Add(setting, list = []);
                list.Add(entry);
                return;
            }

            if (HasEveryPort(requirement)) _ofEveryPort.Add(entry);
            if (!_ofProtocol.TryGetValue(requirement.Protocol, out var intervals))
                _ofProtocol.Add(requirement.Protocol, intervals = new PortIntervals());
            intervals.Add(requirement.Ports, index);
        }

        public void Sort()
        {
            foreach (var intervals in _ofProtocol.Values) intervals.Sort();
        }

        public void Find(Requirement requirement, FoundIndexes found)
        {
            if (requirement.Setting is { } setting)
            {
                if (_ofSetting.TryGetValue(setting, out var same)) Add(same);
                Add(_ofEveryPort);
                return;
            }

            if (HasEveryPort(requirement))
            {
                foreach (var list in _ofSetting.Values) Add(list);
            }

            foreach (var ofProtocol in _ofProtocol)
            {
                if (ofProtocol.Key == requirement.Protocol) ofProtocol.Value.Find(requirement.Ports, found);
                else if (AreAlike(ofProtocol.Key)) ofProtocol.Value.Find(PortRange.All, found);
            }

            void Add(List<(Protocol Protocol, int Index)> entries)
            {
                foreach (var (protocol, index) in entries)
                    if (AreAlike(protocol)) found.Add(index);
            }

            bool AreAlike(Protocol other) => other == requirement.Protocol || other == Protocol.Any || requirement.Protocol == Protocol.Any;
        }
    }

    /// <summary>Ranges of ports in the order of their first one, with the last port of all up to each.</summary>
    private sealed class PortIntervals
    {
        private readonly List<(PortRange Ports, int Index)> _entries = [];
        private int[] _lastUpTo = [];

        public void Add(PortRange ports, int index) => _entries.Add((ports, index));

        public void Sort()
        {
            _entries.Sort((left, right) => left.Ports.From.CompareTo(right.Ports.From));
            _lastUpTo = new int[_entries.Count];
            for (var i = 0; i < _entries.Count; i++) _lastUpTo[i] = Math.Max(i == 0 ? 0 : _lastUpTo[i - 1], _entries[i].Ports.To);
        }

        /// <summary>Adds the entries that overlap; from the last that begins early enough back to where none ends late enough.</summary>
        public void Find(PortRange ports, FoundIndexes found)
        {
            var (low, high) = (0, _entries.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_entries[middle].Ports.From <= ports.To) low = middle + 1;
                else high = middle;
            }

            for (var i = low - 1; i >= 0 && _lastUpTo[i] >= ports.From; i--)
            {
                if (_entries[i].Ports.To >= ports.From) found.Add(_entries[i].Index);
            }
        }
    }
}
