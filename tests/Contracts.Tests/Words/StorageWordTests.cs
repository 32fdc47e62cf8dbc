using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Ledger.Contracts.Words;

namespace Ledger.Contracts.Tests.Words;

public sealed class StorageWordTests
{
    [Fact]
    public void Bits_AnyField_AgreesWithBigInteger() => Prop.ForAll<(ulong, ulong, ulong, ulong, byte, byte)>(input =>
    {
        var word = new StorageWord(input.Item1, input.Item2, input.Item3, input.Item4);
        var width = (input.Item6 % 64) + 1;
        var offset = input.Item5 % (257 - width);
        var number = new BigInteger(word.ToBytes32().Span, isUnsigned: true, isBigEndian: true);
        word.Bits(offset, width).ShouldBe((ulong)((number >> offset) & ((BigInteger.One << width) - 1)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_WhatWriteWrote_IsTheSame() => Prop.ForAll<(ulong, ulong, ulong, ulong)>(input =>
    {
        var word = new StorageWord(input.Item1, input.Item2, input.Item3, input.Item4);
        StorageWord.Read(word.ToBytes32().Span).ShouldBe(word);
    }).QuickCheckThrowOnFailure();
}
