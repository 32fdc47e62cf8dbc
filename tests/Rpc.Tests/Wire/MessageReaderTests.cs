using System.IO.Pipelines;
using FsCheck.Fluent;
using Grpc.Core;
using Ledger.Rpc.Tests.Testing;
using Ledger.Rpc.Wire;

namespace Ledger.Rpc.Tests.Wire;

public sealed class MessageReaderTests
{
    private const int MaxSizeBytes = 1000;

    [Fact]
    public async Task ReadAsync_ArbitraryBytes_EndsOrFailsWithAStatus()
    {
        var failures = new List<string>();
        await Task.WhenAll(Gen.Sample(Gen.ArrayOf(ArbMap.Default.GeneratorFor<byte>()), 60, 1000).Select(async bytes =>
        {
            try
            {
                MessageReader<byte[]> reader = Reader(new MemoryStream(bytes), isGzip: bytes.Length % 2 == 0);
                while (await reader.ReadAsync(CancellationToken.None) is not null)
                {
                    // Read on until the end.
                }
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Internal or StatusCode.ResourceExhausted)
            {
                // Broken, and said so.
            }
            catch (Exception e)
            {
                lock (failures)
                    failures.Add($"{Convert.ToHexString(bytes)}: {e}");
            }
        }));

        failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_OneByteAtATime_GivesTheMessages()
    {
        byte[] bytes = [.. RawClient.Frame([1, 2, 3]), .. RawClient.Frame(Array.Empty<byte>()), .. RawClient.Frame([4])];
        var pipe = new Pipe();
        MessageReader<byte[]> reader = new(pipe.Reader, static c => c.PayloadAsNewBuffer(), MaxSizeBytes, isGzip: false);
        Task writing = Task.Run(async () =>
        {
            foreach (byte b in bytes)
                await pipe.Writer.WriteAsync(new[] { b });
            await pipe.Writer.CompleteAsync();
        });

        (await reader.ReadAsync(CancellationToken.None)).ShouldBe([1, 2, 3]);
        (await reader.ReadAsync(CancellationToken.None)).ShouldBe([]);
        (await reader.ReadAsync(CancellationToken.None)).ShouldBe([4]);
        (await reader.ReadAsync(CancellationToken.None)).ShouldBeNull();
        await writing;
    }

    [Fact]
    public async Task ReadAsync_GzipBomb_StopsAtTheBound()
    {
        var compressed = new MemoryStream();
        GzipCodec.Compress(new byte[100_000_000], compressed, System.IO.Compression.CompressionLevel.Fastest);
        MessageReader<byte[]> reader = new(
            PipeReader.Create(new MemoryStream(RawClient.Frame(compressed.ToArray(), flag: 1))),
            static c => c.PayloadAsNewBuffer(),
            maxSizeBytes: (int)compressed.Length,
            isGzip: true);

        RpcException e = await Should.ThrowAsync<RpcException>(async () => await reader.ReadAsync(CancellationToken.None));

        e.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    [Fact]
    public async Task ReadAsync_LengthBeyondTheBound_IsRefusedBeforeItsBytesCome()
    {
        MessageReader<byte[]> reader = Reader(new MemoryStream([0, 0xff, 0xff, 0xff, 0xff]), isGzip: false);

        RpcException e = await Should.ThrowAsync<RpcException>(async () => await reader.ReadAsync(CancellationToken.None));

        e.StatusCode.ShouldBe(StatusCode.ResourceExhausted);
    }

    private static MessageReader<byte[]> Reader(Stream stream, bool isGzip) =>
        new(PipeReader.Create(stream), static c => c.PayloadAsNewBuffer(), MaxSizeBytes, isGzip);
}
