package dev.holdfast.server.rpc;

import dev.holdfast.framework.diag.Diagnostic;
import dev.holdfast.framework.engine.RequestContext;
import dev.holdfast.framework.engine.Session;
import dev.holdfast.server.log.LogFields;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What surrounds each call: the session of its connection, and the diagnostic that a failure of
/// our own code turns into. The engine does the same for failures of authors' code; what gets here
/// happened in between.
///
/// A gRPC error would reach the user as "the plugin did not respond", without place and reason.
final class Answering {
  private static final Logger LOG = Logger.getLogger(Answering.class.getName());

  private Answering() {}

  /// Answers a call that has one answer.
  ///
  /// @param failed makes the answer that carries one diagnostic and nothing else
  static <A> void one(
      String rpc,
      String typeName,
      StreamObserver<A> answer,
      Function<Session, A> work,
      Function<dev.holdfast.proto.tfplugin6.Diagnostic, A> failed) {
    many(rpc, typeName, answer, (session, out) -> out.accept(work.apply(session)), failed);
  }

  /// Answers a call whose answer is a stream of events.
  static <A> void many(
      String rpc,
      String typeName,
      StreamObserver<A> answer,
      BiConsumer<Session, Consumer<A>> work,
      Function<dev.holdfast.proto.tfplugin6.Diagnostic, A> failed) {
    ignoreCancelled(answer);
    long start = System.nanoTime();
    try {
      work.accept(Connections.current(), event -> send(answer, event));
    } catch (Exception | StackOverflowError | LinkageError | OutOfMemoryError e) {
      answer.onNext(failed.apply(reported(new RequestContext(requestId(), rpc, typeName), e)));
    }
    answer.onCompleted();
    if (LOG.isLoggable(Level.FINER)) {
      logAnswered(rpc, typeName, (System.nanoTime() - start) / 1000);
    }
  }

  private static void logAnswered(String rpc, String typeName, long microseconds) {
    LogRecord entry = new LogRecord(Level.FINER, "Answered {0} in {1} us");
    entry.setLoggerName(LOG.getName());
    entry.setParameters(new Object[] {rpc, microseconds, LogFields.of(rpc, typeName)});
    LOG.log(entry);
  }

  /// Events may come from several threads, which an observer does not take.
  private static <A> void send(StreamObserver<A> answer, A event) {
    synchronized (answer) {
      answer.onNext(event);
    }
  }

  /// A client that went away must not make us throw while we answer it.
  private static void ignoreCancelled(StreamObserver<?> answer) {
    if (answer instanceof ServerCallStreamObserver<?> observer) {
      observer.setOnCancelHandler(() -> {});
    }
  }

  /// The message of the failure stays in the log: it may quote what the user gave as a secret.
  private static dev.holdfast.proto.tfplugin6.Diagnostic reported(
      RequestContext context, Throwable failure) {
    LogRecord entry = new LogRecord(Level.SEVERE, "Reference {0}: {1} failed");
    entry.setLoggerName(LOG.getName());
    entry.setThrown(failure);
    entry.setParameters(new Object[] {context.id(), context.rpc(), LogFields.of(context)});
    LOG.log(entry);
    return ToWire.diagnostic(
        Diagnostic.error(
            "Unable to finish " + context.rpc(),
            "The provider failed with an unexpected "
                + failure.getClass().getSimpleName()
                + (context.type().isEmpty() ? "" : " in " + context.type())
                + ". This is a bug in the provider. Run again with TF_LOG=ERROR and report what"
                + " the log says under reference "
                + context.id()
                + "."));
  }

  private static String requestId() {
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
