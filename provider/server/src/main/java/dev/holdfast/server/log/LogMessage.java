package dev.holdfast.server.log;

import java.util.Map;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/// The text of a log record, and its parameters where they are fields.
///
/// A parameter that is a map adds its entries to the line as fields; any other fills its `{0}`,
/// `{1}` … in the message. `MessageFormat` is avoided: it treats apostrophes as quotes and groups
/// the digits of numbers, which makes ids unreadable.
final class LogMessage {
  private LogMessage() {}

  static String text(LogRecord entry) {
    String message = entry.getMessage() == null ? "" : entry.getMessage();
    Object @Nullable [] parameters = entry.getParameters();
    return parameters == null || message.indexOf('{') < 0 ? message : filled(message, parameters);
  }

  private static String filled(String message, @Nullable Object[] parameters) {
    StringBuilder text = new StringBuilder(message.length() + 32);
    int at = 0;
    while (at < message.length()) {
      int index = placeholder(message, at);
      if (index >= 0 && index < parameters.length) {
        text.append(parameters[index]);
        at += 3;
      } else {
        text.append(message.charAt(at));
        at++;
      }
    }
    return text.toString();
  }

  /// The number in a `{N}` that starts here, or -1.
  private static int placeholder(String message, int at) {
    boolean braces =
        at + 2 < message.length() && message.charAt(at) == '{' && message.charAt(at + 2) == '}';
    return braces ? Character.digit(message.charAt(at + 1), 10) : -1;
  }

  static void fields(LogRecord entry, HclogLine line) {
    Object @Nullable [] parameters = entry.getParameters();
    if (parameters == null) {
      return;
    }
    for (Object parameter : parameters) {
      if (parameter instanceof Map<?, ?> map) {
        map.forEach((name, value) -> line.field(fieldName(name), String.valueOf(value)));
      }
    }
  }

  /// Names that begin with `@` are hclog's own.
  private static String fieldName(Object name) {
    String text = String.valueOf(name);
    return text.startsWith("@") ? "_" + text.substring(1) : text;
  }
}
