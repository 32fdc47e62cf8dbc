using Google.Protobuf.Reflection;

namespace Ledger.Rpc.Reflection;

/// <summary>Files by name, symbol and extension.</summary>
internal sealed class DescriptorIndex
{
    private readonly Dictionary<string, FileDescriptor> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> _symbols = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(string Type, int Number), FileDescriptor> _extensions = [];

    public DescriptorIndex(IEnumerable<ServiceDescriptor> services)
    {
        foreach (ServiceDescriptor service in services)
        {
            foreach (FileDescriptor file in WithDependencies(service.File))
                Add(file);
        }
    }

    /// <summary>A file and all it imports, each once, imports first.</summary>
    public static IReadOnlyList<FileDescriptor> WithDependencies(FileDescriptor file)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var ordered = new List<FileDescriptor>();
        Visit(file);
        return ordered;

        void Visit(FileDescriptor one)
        {
            if (!seen.Add(one.Name))
                return;
            foreach (FileDescriptor dependency in one.Dependencies)
                Visit(dependency);
            ordered.Add(one);
        }
    }

    public FileDescriptor? File(string name) => _files.GetValueOrDefault(name);

    public FileDescriptor? FileOfSymbol(string name) => _symbols.GetValueOrDefault(name);

    public FileDescriptor? FileOfExtension(string type, int number) => _extensions.GetValueOrDefault((type, number));

    public IEnumerable<int> ExtensionNumbers(string type) => _extensions.Keys
        .Where(key => string.Equals(key.Type, type, StringComparison.Ordinal))
        .Select(static key => key.Number);

    private void Add(FileDescriptor file)
    {
        if (!_files.TryAdd(file.Name, file))
            return;
        foreach (MessageDescriptor message in file.MessageTypes)
            Add(file, message);
        foreach (EnumDescriptor type in file.EnumTypes)
            _symbols.TryAdd(type.FullName, file);
        foreach (ServiceDescriptor service in file.Services)
        {
            _symbols.TryAdd(service.FullName, file);
            foreach (MethodDescriptor method in service.Methods)
                _symbols.TryAdd(method.FullName, file);
        }

        AddExtensions(file, file.Extensions.UnorderedExtensions);
    }

    private void Add(FileDescriptor file, MessageDescriptor message)
    {
        _symbols.TryAdd(message.FullName, file);
        foreach (FieldDescriptor field in message.Fields.InDeclarationOrder())
            _symbols.TryAdd(field.FullName, file);
        foreach (EnumDescriptor type in message.EnumTypes)
            _symbols.TryAdd(type.FullName, file);
        foreach (MessageDescriptor nested in message.NestedTypes)
            Add(file, nested);
        AddExtensions(file, message.Extensions.UnorderedExtensions);
    }

    private void AddExtensions(FileDescriptor file, IEnumerable<FieldDescriptor> extensions)
    {
        foreach (FieldDescriptor extension in extensions)
        {
            _symbols.TryAdd(extension.FullName, file);
            _extensions.TryAdd((extension.ExtendeeType.FullName, extension.FieldNumber), file);
        }
    }
}
