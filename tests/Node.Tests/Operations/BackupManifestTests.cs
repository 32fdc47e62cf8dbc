using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Node.Operations.Backups;

namespace Ledger.Node.Tests.Operations;

public sealed class BackupManifestTests
{
    private static readonly BackupManifest Sample = new()
    {
        CreatedAt = new DateTimeOffset(2026, 1, 31, 12, 0, 0, TimeSpan.Zero),
        ChainId = 20260,
        IsEmbedded = true,
        Height = 12,
        Hash = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]),
        Digest = new([.. Enumerable.Repeat((byte)7, 32)]),
        HasKeys = false,
        Files = [new("db/000001.sst", 5, new string('a', 64))],
    };

    [Fact]
    public void Decode_WhatWasEncoded_IsTheSame()
    {
        var read = BackupManifest.Decode(Sample.Encode());
        (read with { Files = Sample.Files }).ShouldBe(Sample);
        read.Files.ShouldBe(Sample.Files);
    }

    [Theory]
    [InlineData("../db/x")]
    [InlineData("/etc/passwd")]
    [InlineData("db/../../x")]
    [InlineData("db//x")]
    [InlineData("")]
    [InlineData("db\\\\..\\\\x")]
    public void Decode_PathLeadsOut_IsRefused(string path)
    {
        var text = Encoding.UTF8.GetString(Sample.Encode()).Replace("db/000001.sst", path, StringComparison.Ordinal);
        Should.Throw<BackupException>(() => BackupManifest.Decode(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Decode_ArbitraryChanges_GiveAManifestOrItsException()
    {
        var sample = Sample.Encode();
        var changes = ArbMap.Default.ArbFor<(int Place, byte Value)[]>();
        Check.QuickThrowOnFailure(Prop.ForAll(changes, list =>
        {
            var bytes = sample.ToArray();
            foreach (var (place, value) in list) bytes[(int)((uint)place % bytes.Length)] = value;
            try
            {
                _ = BackupManifest.Decode(bytes);
            }
            catch (BackupException)
            {
                // The one type that callers expect.
            }
        }));
    }
}
