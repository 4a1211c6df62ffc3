package dev.holdfast.server.process;

import dev.holdfast.proto.goplugin.ConnInfo;
import dev.holdfast.proto.goplugin.GRPCBrokerGrpc;
import io.grpc.stub.StreamObserver;

/// Holds the stream over which hosts could arrange further connections. Terraform opens it at once
/// and never uses it; without it hosts log errors.
final class BrokerService extends GRPCBrokerGrpc.GRPCBrokerImplBase {

  @Override
  public StreamObserver<ConnInfo> startStream(StreamObserver<ConnInfo> answer) {
    return new StreamObserver<>() {
      @Override
      public void onNext(ConnInfo offered) {
        // We dial nobody, so there is nothing to arrange.
      }

      @Override
      public void onError(Throwable failure) {
        // The host is gone; its end of the stream went with it.
      }

      @Override
      public void onCompleted() {
        answer.onCompleted();
      }
    };
  }
}
