using Ledger.Native.Loading;

namespace Ledger.Native.Tests.Loading;

public sealed class NativeLibraryResolverTests
{
    private static readonly System.Reflection.Assembly Assembly = typeof(NativeLibraryMissingException).Assembly;

    [Theory]
    [InlineData("rocksdb", "librocksdb7.8", "LEDGER_ROCKSDB_PATH")]
    [InlineData("sodium", "libsodium23", "LEDGER_SODIUM_PATH")]
    [InlineData("secp256k1", "libsecp256k1-1", "LEDGER_SECP256K1_PATH")]
    public void Load_NoCandidateExists_NamesLibraryPackageAndVariableInOneLine(string name, string package, string variable)
    {
        var source = NativeLibraryCatalog.Find(name).ShouldNotBeNull() with { FileNames = ["libledger-no-such-library.so.1"] };

        var exception = Should.Throw<NativeLibraryMissingException>(() => NativeLibraryResolver.Load(source, overridePath: null, Assembly, searchPath: null));

        exception.Message.ShouldContain($"apt-get install {package})");
        exception.Message.ShouldContain(variable);
        exception.Message.ShouldNotContain('\n');
        exception.LibraryName.ShouldBe(name);
        exception.DebianPackage.ShouldBe(package);
        exception.OverrideVariable.ShouldBe(variable);
    }

    [Fact]
    public void Load_OverrideNamesNoFile_FailsThoughTheLibraryIsInstalled()
    {
        var source = NativeLibraryCatalog.Find("sodium").ShouldNotBeNull();

        var exception = Should.Throw<NativeLibraryMissingException>(() => NativeLibraryResolver.Load(source, "/nowhere/libsodium.so", Assembly, searchPath: null));

        exception.Message.ShouldContain("'/nowhere/libsodium.so' (LEDGER_SODIUM_PATH)");
        exception.Message.ShouldNotContain('\n');
        exception.InnerException.ShouldNotBeNull();
    }

    [Fact]
    public void Load_OverrideIsNoLibrary_Fails()
    {
        var path = Path.GetTempFileName();
        try
        {
            var source = NativeLibraryCatalog.Find("sodium").ShouldNotBeNull();
            Should.Throw<NativeLibraryMissingException>(() => NativeLibraryResolver.Load(source, path, Assembly, searchPath: null));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Load_FirstNameMissing_TakesTheNext()
    {
        var installed = NativeLibraryCatalog.Find("sodium").ShouldNotBeNull();
        var source = installed with { FileNames = ["libledger-no-such-library.so.1", .. installed.FileNames] };
        NativeLibraryResolver.Load(source, overridePath: "", Assembly, searchPath: null).ShouldNotBe(0);
    }
}
