using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using MimeKit;

namespace MomentOfTruth.Web.Tests.Mail;

/// <summary>
/// A mail server in this process that keeps what it is sent. It speaks as much of RFC 5321 as a sender without extensions needs.
/// </summary>
public sealed class SmtpSink : IDisposable
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(60);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Channel<SinkMail>> _mailboxes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Channel<SinkMood> _refused = Channel.CreateUnbounded<SinkMood>();

    public SmtpSink()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync();
    }

    public int Port { get; }

    public SinkMood Mood { get; set; }

    /// <summary>How many mails came in all.</summary>
    public int Count { get; private set; }

    /// <summary>The next mail to that address; waits for it.</summary>
    public async Task<SinkMail> NextAsync(string address)
    {
        using var patience = new CancellationTokenSource(LongEnough);
        return await Mailbox(address).Reader.ReadAsync(patience.Token);
    }

    /// <summary>How many mails to that address have come and were not read by <see cref="NextAsync"/>.</summary>
    public int Unread(string address) => Mailbox(address).Reader.Count;

    /// <summary>Waits until a mail was not taken.</summary>
    public async Task<SinkMood> RefusedAsync()
    {
        using var patience = new CancellationTokenSource(LongEnough);
        return await _refused.Reader.ReadAsync(patience.Token);
    }

    public void Dispose()
    {
        // A fixture is disposed of more than once.
        if (!_stop.IsCancellationRequested)
        {
            _stop.Cancel();
            _listener.Dispose();
            _stop.Dispose();
        }
    }

    private Channel<SinkMail> Mailbox(string address) => _mailboxes.GetOrAdd(address, _ => Channel.CreateUnbounded<SinkMail>());

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = TalkAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using var connection = client;
        await using var stream = client.GetStream();
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        try
        {
            if (Mood == SinkMood.Hangs)
            {
                _refused.Writer.TryWrite(Mood);
                await reader.ReadLineAsync(_stop.Token);
                return;
            }

            await writer.WriteLineAsync("220 sink");
            var recipients = new List<string>();
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                await writer.WriteLineAsync(await AnswerAsync(line, reader, writer, recipients));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // Whoever was sending has gone.
        }
    }

    private async Task<string> AnswerAsync(string line, StreamReader reader, StreamWriter writer, List<string> recipients)
    {
        switch (line.Split(' ', ':')[0].ToUpperInvariant())
        {
            case "RCPT" when Mood != SinkMood.Takes:
                _refused.Writer.TryWrite(Mood);
                return Mood == SinkMood.NoSuchMailbox ? $"550 no {line}" : $"451 later {line}";
            case "RCPT":
                recipients.Add(line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]);
                return "250 fine";
            case "DATA":
                await writer.WriteLineAsync("354 go on");
                Keep(recipients, await DataAsync(reader));
                return "250 kept";
            case "QUIT":
                return "221 bye";
            default:
                return "250 fine";
        }
    }

    private static async Task<byte[]> DataAsync(StreamReader reader)
    {
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".")
        {
            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(text.ToString());
    }

    private void Keep(List<string> recipients, byte[] data)
    {
        using var stream = new MemoryStream(data);
        var mail = new SinkMail([.. recipients], MimeMessage.Load(stream));
        recipients.Clear();
        Count++;
        foreach (var recipient in mail.Recipients)
        {
            Mailbox(recipient).Writer.TryWrite(mail);
        }
    }
}
