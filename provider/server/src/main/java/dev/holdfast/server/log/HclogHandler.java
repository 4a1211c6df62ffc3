package dev.holdfast.server.log;

import dev.holdfast.framework.engine.RequestContext;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

/// Writes each log record as one line of hclog JSON.
///
/// Source: go-hclog (field names, time layout) and Terraform's `internal/logging`.
public final class HclogHandler extends Handler {
  private static final int LONGEST_STACK = 16 * 1024;

  private final OutputStream out;
  private final String module;

  /// @param module what stands in `@module`, such as `provider`
  public HclogHandler(OutputStream out, String module) {
    this.out = out;
    this.module = module;
  }

  @Override
  public void publish(LogRecord entry) {
    if (!isLoggable(entry)) {
      return;
    }
    write(encode(entry));
  }

  private byte[] encode(LogRecord entry) {
    HclogLine line = new HclogLine();
    line.field("@level", HclogLevel.of(entry.getLevel()).label());
    line.field("@timestamp", Timestamp.of(entry.getInstant()));
    line.field("@module", module);
    line.field("@message", LogMessage.text(entry));
    line.field("logger", String.valueOf(entry.getLoggerName()));
    RequestContext.current().ifPresent(context -> LogFields.of(context).forEach(line::field));
    if (entry.getThrown() != null) {
      line.field("error", stackOf(entry.getThrown()));
    }
    LogMessage.fields(entry, line);
    return line.end();
  }

  private static String stackOf(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.getBuffer().substring(0, Math.min(text.getBuffer().length(), LONGEST_STACK));
  }

  /// One write for each line, so that lines of several threads never mix.
  private synchronized void write(byte[] line) {
    try {
      out.write(line);
      out.flush();
    } catch (IOException _) {
      // The host no longer reads our errors; there is nobody left to tell.
    }
  }

  @Override
  public void flush() {
    // Each line is flushed when it is written.
  }

  @Override
  public void close() {
    // The stream belongs to the process.
  }
}
