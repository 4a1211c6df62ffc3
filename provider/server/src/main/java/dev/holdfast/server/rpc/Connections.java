package dev.holdfast.server.rpc;

import dev.holdfast.framework.engine.Session;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerTransportFilter;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Gives each connection a session of its own.
///
/// In debug mode and in tests several clients use one process, each with another configuration, so
/// a configuration belongs to the connection over which it came.
public final class Connections extends ServerTransportFilter implements ServerInterceptor {
  private static final Attributes.Key<Session> OF_CONNECTION =
      Attributes.Key.create("dev.holdfast.session");
  private static final Context.Key<Session> OF_CALL = Context.key("dev.holdfast.session");

  private final Supplier<Session> sessions;

  public Connections(Supplier<Session> sessions) {
    this.sessions = sessions;
  }

  @Override
  public Attributes transportReady(Attributes attributes) {
    return attributes.toBuilder().set(OF_CONNECTION, sessions.get()).build();
  }

  /// Nobody is left to take an answer: running work may end.
  ///
  /// @param attributes null where the client hung up before it said it speaks HTTP/2, as Terraform
  ///   does when it only looks whether the socket is alive
  @Override
  public void transportTerminated(@Nullable Attributes attributes) {
    Session session = attributes == null ? null : attributes.get(OF_CONNECTION);
    if (session != null) {
      session.stop();
    }
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Session session = Objects.requireNonNull(call.getAttributes().get(OF_CONNECTION));
    Context context = Context.current().withValue(OF_CALL, session);
    return Contexts.interceptCall(context, call, headers, next);
  }

  /// The session of the call that runs in this thread.
  static Session current() {
    return Objects.requireNonNull(OF_CALL.get());
  }
}
