package dev.holdfast.server.process;

import com.google.protobuf.Empty;
import dev.holdfast.proto.goplugin.GRPCStdioGrpc;
import dev.holdfast.proto.goplugin.StdioData;
import io.grpc.stub.StreamObserver;

/// Keeps the host's stream for our output open and silent: logs go to standard error, which the
/// host reads directly.
final class StdioService extends GRPCStdioGrpc.GRPCStdioImplBase {

  @Override
  public void streamStdio(Empty request, StreamObserver<StdioData> answer) {
    // Neither sends nor completes: the stream ends with the connection.
  }
}
