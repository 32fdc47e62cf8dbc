using System.Buffers.Binary;
using System.Net;
using Google.Protobuf;

namespace Ledger.Rpc.Tests.Testing;

/// <summary>HTTP/2 without our client, to send what our client never would.</summary>
internal sealed class RawClient(Uri address) : IDisposable
{
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler());

    public static byte[] Frame(IMessage message, byte flag = 0) => Frame(message.ToByteArray(), flag);

    public static byte[] Frame(byte[] payload, byte flag = 0)
    {
        byte[] frame = new byte[5 + payload.Length];
        frame[0] = flag;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), payload.Length);
        payload.CopyTo(frame, 5);
        return frame;
    }

    public async Task<RawAnswer> PostAsync(string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.TryAddWithoutValidation("content-type", "application/grpc");
        foreach ((string name, string value) in headers)
        {
            if (string.Equals(name, "content-type", StringComparison.Ordinal))
                request.Content.Headers.Remove(name);
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        using var timeout = new CancellationTokenSource(TestHost.Patience);
        using HttpResponseMessage response = await _invoker.SendAsync(request, timeout.Token);
        byte[] content = await response.Content.ReadAsByteArrayAsync(timeout.Token);
        return new RawAnswer(response, content);
    }

    public void Dispose() => _invoker.Dispose();
}
