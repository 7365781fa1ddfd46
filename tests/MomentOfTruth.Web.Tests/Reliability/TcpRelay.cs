using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace MomentOfTruth.Web.Tests.Reliability;

/// <summary>
/// A line to a server that can be cut and mended: every connection breaks, and no new one is taken. It can be led to another server, as a
/// proxy does when a node goes away.
/// </summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private readonly string _host;
    private readonly ConcurrentBag<TcpClient> _open = [];
    private int _port;
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public TcpRelay(string host, int port)
    {
        (_host, _port) = (host, port);
        Mend();
    }

    /// <summary>The port of the near end, on the loopback interface.</summary>
    public int Port { get; private set; }

    public void Cut()
    {
        _listener?.Stop();
        _listener = null;
        while (_open.TryTake(out var client))
        {
            client.Close();
        }
    }

    /// <summary>From now on the line leads to another port; what was connected is cut.</summary>
    public void LeadTo(int port)
    {
        Cut();
        _port = port;
        Mend();
    }

    public void Mend()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _accepting;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                await far.ConnectAsync(_host, _port);
                _open.Add(near);
                _open.Add(far);
                _ = PumpAsync(near, far);
                _ = PumpAsync(far, near);
            }
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The line was cut.
        }
    }

    private static async Task PumpAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
        }
        catch (Exception broken) when (broken is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One end went away; so does the other.
        }
        finally
        {
            from.Close();
            to.Close();
        }
    }
}
