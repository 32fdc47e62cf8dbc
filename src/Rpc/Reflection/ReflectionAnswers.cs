using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Ledger.Rpc.Server;

namespace Ledger.Rpc.Reflection;

/// <summary>Answers questions about the services of the host.</summary>
internal sealed class ReflectionAnswers(ServiceCatalog catalog)
{
    private readonly Lazy<DescriptorIndex> _index =
        new(() => new DescriptorIndex(catalog.Services.Values.OfType<ServiceDescriptor>()));

    public ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        var response = new ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        DescriptorIndex index = _index.Value;
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                response.ListServicesResponse = new ListServiceResponse();
                response.ListServicesResponse.Service.AddRange(
                    catalog.Services.Keys.Select(static name => new ServiceResponse { Name = name }));
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                Describe(response, index.File(request.FileByFilename), request.FileByFilename);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                Describe(response, index.FileOfSymbol(request.FileContainingSymbol), request.FileContainingSymbol);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                ExtensionRequest extension = request.FileContainingExtension;
                Describe(
                    response,
                    index.FileOfExtension(extension.ContainingType, extension.ExtensionNumber),
                    $"{extension.ContainingType} {extension.ExtensionNumber}");
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                ListExtensions(response, index, request.AllExtensionNumbersOfType);
                break;
            default:
                Fail(response, StatusCode.InvalidArgument, "The request asks nothing that is known here.");
                break;
        }

        return response;
    }

    private static void Describe(ServerReflectionResponse response, FileDescriptor? file, string what)
    {
        if (file is null)
        {
            Fail(response, StatusCode.NotFound, $"'{what}' is not known here.");
            return;
        }

        response.FileDescriptorResponse = new FileDescriptorResponse();
        response.FileDescriptorResponse.FileDescriptorProto.AddRange(
            DescriptorIndex.WithDependencies(file).Select(static f => f.SerializedData));
    }

    private static void ListExtensions(ServerReflectionResponse response, DescriptorIndex index, string type)
    {
        if (index.FileOfSymbol(type) is null)
        {
            Fail(response, StatusCode.NotFound, $"'{type}' is not known here.");
            return;
        }

        response.AllExtensionNumbersResponse = new ExtensionNumberResponse { BaseTypeName = type };
        response.AllExtensionNumbersResponse.ExtensionNumber.AddRange(index.ExtensionNumbers(type));
    }

    private static void Fail(ServerReflectionResponse response, StatusCode code, string message) =>
        response.ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message };
}
