package dev.holdfast.transport.ssh;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.schmizz.sshj.common.LoggerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/// Where sshj's own messages go: warnings to the Java runtime's log as they are; what sshj calls
/// errors one level lower than all that shows by default, since each of them also reaches the
/// caller as an exception that names the server; everything else nowhere.
final class SshLog extends LegacyAbstractLogger {
  private static final Logger TARGET = Logger.getLogger("dev.holdfast.transport.ssh.protocol");

  /// Loggers that sshj gets for itself, without asking our factory; kept, or they would be made
  /// anew with the default level.
  private static final List<Logger> OWN =
      List.of(Logger.getLogger("net.schmizz"), Logger.getLogger("com.hierynomus"));

  private SshLog() {
    name = TARGET.getName();
  }

  static void quiet() {
    OWN.forEach(logger -> logger.setLevel(Level.WARNING));
  }

  static LoggerFactory factory() {
    SshLog log = new SshLog();
    return new LoggerFactory() {
      @Override
      public org.slf4j.Logger getLogger(String name) {
        return log;
      }

      @Override
      public org.slf4j.Logger getLogger(Class<?> type) {
        return log;
      }
    };
  }

  @Override
  public boolean isTraceEnabled() {
    return false;
  }

  @Override
  public boolean isDebugEnabled() {
    return false;
  }

  @Override
  public boolean isInfoEnabled() {
    return false;
  }

  @Override
  public boolean isWarnEnabled() {
    return TARGET.isLoggable(Level.WARNING);
  }

  @Override
  public boolean isErrorEnabled() {
    return TARGET.isLoggable(Level.FINE);
  }

  @Override
  protected String getFullyQualifiedCallerName() {
    return SshLog.class.getName();
  }

  @Override
  protected void handleNormalizedLoggingCall(
      org.slf4j.event.Level level,
      @Nullable Marker marker,
      String message,
      Object @Nullable [] arguments,
      @Nullable Throwable failure) {
    Level own = level == org.slf4j.event.Level.WARN ? Level.WARNING : Level.FINE;
    TARGET.log(own, MessageFormatter.basicArrayFormat(message, arguments));
  }
}
