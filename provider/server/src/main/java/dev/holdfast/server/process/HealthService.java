package dev.holdfast.server.process;

import dev.holdfast.proto.health.HealthCheckRequest;
import dev.holdfast.proto.health.HealthCheckResponse;
import dev.holdfast.proto.health.HealthCheckResponse.ServingStatus;
import dev.holdfast.proto.health.HealthGrpc;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/// Answers the host's ping: the service `plugin` is up while the process is.
final class HealthService extends HealthGrpc.HealthImplBase {

  @Override
  public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
    if (!isKnown(request)) {
      answer.onError(Status.NOT_FOUND.withDescription("unknown service").asRuntimeException());
      return;
    }
    answer.onNext(status(ServingStatus.SERVING));
    answer.onCompleted();
  }

  /// Sends the status once; it never changes, so the stream then stays open and silent.
  @Override
  public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> answer) {
    answer.onNext(status(isKnown(request) ? ServingStatus.SERVING : ServingStatus.SERVICE_UNKNOWN));
  }

  private static boolean isKnown(HealthCheckRequest request) {
    return request.getService().isEmpty() || request.getService().equals("plugin");
  }

  private static HealthCheckResponse status(ServingStatus status) {
    return HealthCheckResponse.newBuilder().setStatus(status).build();
  }
}
