using System.Runtime.InteropServices;

namespace Ledger.Native.RocksDb.Interop;

/// <summary>A native object that must die before its parent: it holds a reference on the parent until it is released.</summary>
internal abstract class ChildHandle : SafeHandle
{
    private readonly SafeHandle? _parent;

    protected ChildHandle(SafeHandle parent)
        : base(0, ownsHandle: true)
    {
        var added = false;
        parent.DangerousAddRef(ref added);
        _parent = parent;
    }

    /// <summary>True only when the parent was closed already and the constructor failed; a child without a native object still lets go of its parent.</summary>
    public override bool IsInvalid => _parent is null;

    internal nint Pointer => handle;

    /// <inheritdoc/>
    protected sealed override bool ReleaseHandle()
    {
        if (handle != 0) Destroy();
        _parent?.DangerousRelease();
        return true;
    }

    /// <summary>Frees the native object.</summary>
    protected abstract void Destroy();
}
