package dev.holdfast.server.process;

import dev.holdfast.proto.goplugin.Empty;
import dev.holdfast.proto.goplugin.GRPCControllerGrpc;
import io.grpc.stub.StreamObserver;

/// Ends the process when the host is done with it. The host does not look at the answer and kills
/// the process after two seconds.
final class ControllerService extends GRPCControllerGrpc.GRPCControllerImplBase {
  private final Runnable onShutdown;

  ControllerService(Runnable onShutdown) {
    this.onShutdown = onShutdown;
  }

  @Override
  public void shutdown(Empty request, StreamObserver<Empty> answer) {
    answer.onNext(Empty.getDefaultInstance());
    answer.onCompleted();
    onShutdown.run();
  }
}
