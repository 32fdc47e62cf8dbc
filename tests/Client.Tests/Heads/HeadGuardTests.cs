using System.Buffers.Binary;
using Google.Protobuf;
using Ledger.Api.Errors;
using Ledger.Api.V1;
using Ledger.Client.Heads;
using Ledger.Client.Tests.Support;
using Ledger.Native.Sodium;

namespace Ledger.Client.Tests.Heads;

public sealed class HeadGuardTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"ledger-heads-{Guid.NewGuid():n}");

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Check_LaterHead_IsKeptAcrossStores()
    {
        await CheckAsync(Signed(7, 1));
        await CheckAsync(Signed(7, 1));
        await CheckAsync(Signed(9, 2));
        (await Should.ThrowAsync<LedgerException>(() => CheckAsync(Signed(8, 1)))).Code.ShouldBe(ErrorCode.IndexCorrupt);
    }

    [Fact]
    public async Task Check_AnotherBlockOfTheSameNumber_IsRefused()
    {
        await CheckAsync(Signed(7, 1));
        (await Should.ThrowAsync<LedgerException>(() => CheckAsync(Signed(7, 2)))).Message.ShouldContain("two different blocks");
    }

    [Fact]
    public async Task Check_HeadThatCannotBeKept_GoesOnTellsAndKnowsIt()
    {
        // A file where the folder should be: no right and no user can write into it.
        await File.WriteAllTextAsync(_folder, "");
        var told = new List<Exception>();
        var guard = new HeadGuard(new FolderHeadStore(_folder), told.Add);
        try
        {
            await CheckAsync(guard, Signed(7, 1));

            told.ShouldHaveSingleItem().ShouldBeAssignableTo<IOException>();
            (await Should.ThrowAsync<LedgerException>(() => CheckAsync(guard, Signed(6, 1)))).Code.ShouldBe(ErrorCode.IndexCorrupt);
        }
        finally
        {
            File.Delete(_folder);
        }
    }

    [Fact]
    public async Task Check_FileThatCannotBeWritten_IsToldByItsOwnName()
    {
        // The longest path there is, and the file in the making has a longer name.
        var folder = _folder + string.Concat(Enumerable.Repeat('/' + new string('f', 200), (4_000 - _folder.Length) / 201));
        folder += '/' + new string('f', 4_010 - folder.Length);
        var told = new List<Exception>();

        await CheckAsync(new HeadGuard(new FolderHeadStore(folder), told.Add), Signed(7, 1));

        var message = told.ShouldHaveSingleItem().ShouldBeAssignableTo<IOException>()!.Message;
        message.ShouldContain(".json'");
        message.ShouldNotContain(".tmp");
    }

    [Fact]
    public async Task Check_SameHeadAgain_WritesNothing()
    {
        await CheckAsync(Signed(7, 1));
        var path = Directory.GetFiles(_folder).ShouldHaveSingleItem();
        var before = File.GetLastWriteTimeUtc(path).AddDays(-1);
        File.SetLastWriteTimeUtc(path, before);

        await CheckAsync(Signed(7, 1));

        File.GetLastWriteTimeUtc(path).ShouldBe(before);
    }

    [Fact]
    public async Task Check_AnotherNodesShorterHead_IsFine()
    {
        await CheckAsync(Signed(7, 1));
        await CheckAsync(Signed(3, 1, seed: 5));
    }

    [Theory]
    [InlineData("number")]
    [InlineData("hash")]
    [InlineData("signature")]
    [InlineData("chain")]
    [InlineData("length")]
    public async Task Check_ForgedHead_IsRefused(string what)
    {
        var attestation = Signed(7, 1);
        switch (what)
        {
            case "number":
                attestation.Number++;
                break;
            case "hash":
                attestation.Hash = ByteString.CopyFrom(new byte[32]);
                break;
            case "signature":
                attestation.Signature = ByteString.CopyFrom(new byte[64]);
                break;
            case "chain":
                attestation.ChainId++;
                break;
            default:
                attestation.Digest = ByteString.CopyFrom(1, 2, 3);
                break;
        }

        (await Should.ThrowAsync<LedgerException>(() => CheckAsync(attestation))).Code.ShouldBe(ErrorCode.IndexCorrupt);
    }

    [Fact]
    public async Task Check_DamagedFile_SaysWhatToDo()
    {
        await CheckAsync(Signed(7, 1));
        await File.WriteAllTextAsync(Directory.GetFiles(_folder)[0], "{\"chainId\":");
        (await Should.ThrowAsync<LedgerException>(() => CheckAsync(Signed(8, 1)))).Error.Cure.ShouldNotBeEmpty();
    }

    /// <summary>Two programs on one home: the first is answered, then the second, which keeps its head before the first looks.</summary>
    [Fact]
    public async Task Check_AnotherProcessWasAnsweredLater_AsksAgainAndBelievesTheNode()
    {
        var guard = new HeadGuard(new FolderHeadStore(_folder));
        await CheckAsync(Signed(8, 2));
        var answers = new Queue<StatusResponse>([Of(Signed(9, 3))]);

        var status = await guard.CheckAsync(Of(Signed(7, 1)), () => Task.FromResult(answers.Dequeue()), TestNetwork.Descriptor, CancellationToken.None);

        status.Attestation.Number.ShouldBe(9UL);
        answers.ShouldBeEmpty();
        (await Should.ThrowAsync<LedgerException>(() => CheckAsync(Signed(8, 2)))).Code.ShouldBe(ErrorCode.IndexCorrupt);
    }

    private Task<StatusResponse> CheckAsync(Attestation attestation) => CheckAsync(new HeadGuard(new FolderHeadStore(_folder)), attestation);

    // A node that says the same as often as it is asked.
    private static Task<StatusResponse> CheckAsync(HeadGuard guard, Attestation attestation) =>
        guard.CheckAsync(Of(attestation), () => Task.FromResult(Of(attestation)), TestNetwork.Descriptor, CancellationToken.None);

    private static StatusResponse Of(Attestation attestation) => new() { Attestation = attestation };

    private static Attestation Signed(ulong number, byte mark, byte seed = 1)
    {
        var (hash, digest) = (Enumerable.Repeat(mark, 32).ToArray(), Enumerable.Repeat((byte)(mark + 100), 32).ToArray());
        var (publicKey, secretKey) = (new byte[32], new byte[64]);
        Ed25519.CreateKeyPair(Enumerable.Repeat(seed, 32).ToArray(), publicKey, secretKey);
        byte[] message = [.. "ledger.v1.node.attestation"u8, .. BigEndian(TestNetwork.Descriptor.ChainId), .. BigEndian(number), .. hash, .. digest];
        var signature = new byte[64];
        Ed25519.Sign(message, secretKey, signature);
        return new Attestation
        {
            ChainId = TestNetwork.Descriptor.ChainId,
            Number = number,
            Hash = ByteString.CopyFrom(hash),
            Digest = ByteString.CopyFrom(digest),
            NodeKey = ByteString.CopyFrom(publicKey),
            Signature = ByteString.CopyFrom(signature),
        };
    }

    private static byte[] BigEndian(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value);
        return bytes;
    }
}
