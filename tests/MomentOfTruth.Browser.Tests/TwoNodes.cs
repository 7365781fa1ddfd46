using MomentOfTruth.Web.Data;
using MomentOfTruth.Web.Tests;
using MomentOfTruth.Web.Tests.Reliability;

namespace MomentOfTruth.Browser.Tests;

/// <summary>
/// Two nodes that share a store, on PostgreSQL where there is a server, and the line to them: a browser knows one address, and is led to
/// either.
/// </summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    private readonly TestDatabase _store = new(TestDatabase.HasServer ? DatabaseProvider.PostgreSql : TestDatabase.Provider);
    private readonly TcpRelay _line;

    private TwoNodes()
    {
        var (first, second) = (RunningApp.FreePort(), RunningApp.FreePort());
        _line = new TcpRelay("localhost", first);
        Address = new Uri($"http://localhost:{_line.Port}");
        (First, Second) = (new Node(first, Address, _store), new Node(second, Address, _store));
    }

    public Uri Address { get; }

    public Node First { get; }

    public Node Second { get; }

    public static async Task<TwoNodes> StartAsync()
    {
        var nodes = new TwoNodes();
        await nodes._store.CreateAsync();
        nodes.First.StartServer();
        nodes.Second.StartServer();
        return nodes;
    }

    /// <summary>Whoever comes from now on comes to this node.</summary>
    public void LeadTo(Node node) => _line.LeadTo(node.Port);

    public async ValueTask DisposeAsync()
    {
        await _line.DisposeAsync();
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await _store.DisposeAsync();
    }

    /// <summary>One of them.</summary>
    internal sealed class Node : AppFixture
    {
        private readonly Uri _site;
        private readonly TestDatabase _store;

        public Node(int port, Uri site, TestDatabase store)
        {
            (Port, _site, _store) = (port, site, store);
            UseKestrel(port);
        }

        public int Port { get; }

        // On a busy machine a connection may take longer than a person would wait.
        private string Patient => _store.ConnectionString + (_store.Engine == DatabaseProvider.PostgreSql ? ";Timeout=60" : "");

        protected override IEnumerable<(string Key, string Value)> Settings =>
        [
            .. base.Settings, ("ReloadStaticAssetsAtRuntime", "false"), ("Site:BaseAddress", _site.ToString()),
            ("Database:Provider", _store.Engine.ToString()), ("Database:ConnectionString", Patient),
        ];
    }
}
