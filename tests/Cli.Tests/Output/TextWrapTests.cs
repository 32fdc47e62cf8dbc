using FsCheck;
using FsCheck.Fluent;
using Ledger.Cli.Output;

namespace Ledger.Cli.Tests.Output;

public sealed class TextWrapTests
{
    private const int Width = 30;

    [Fact]
    public void Lines_AnyText_KeepTheWordsAndEnd() => Prop
        .ForAll(
            ArbMap.Default.ArbFor<NonNull<string>[]>(),
            words =>
            {
                var clean = words.Select(w => string.Concat(w.Get.Where(char.IsLetterOrDigit))).Where(w => w.Length > 0).ToArray();
                var lines = TextWrap.Lines($"   {string.Join(' ', clean)}", Width).ToArray();
                lines.SelectMany(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ShouldBe(clean);
                lines.Where(l => l.Length > Width).ShouldAllBe(l => l.Trim().Split(' ', StringSplitOptions.None).Any(w => w.Length + 3 > Width));
            })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Lines_Long_AreIndentedLikeTheFirst() =>
        TextWrap.Lines("   one two three four five six seven", Width).ShouldBe(["   one two three four five six", "   seven"]);
}
