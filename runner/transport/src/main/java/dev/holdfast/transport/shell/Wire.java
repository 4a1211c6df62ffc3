package dev.holdfast.transport.shell;

import dev.holdfast.transport.Payload;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/// A request as `loop.sh` reads it: a line `MARK SCRIPT INPUT`, the script, the input.
///
/// SCRIPT is a count of lines, or `b` and a count of bytes. INPUT is 0, a count of bytes, for short
/// text `l` and a count of lines (`m` when the last one has no end), or `d` when the rest of the
/// channel is the task's. Lines cost the far end a system call a byte, bytes a process: hence both.
/// Counted bytes end in the mark, so that what a dying connection cut short is not taken for whole.
/// BusyBox' `head` reads ahead: a count of bytes is only ever the last thing of a request, and the
/// mark behind an input has something before it that may be swallowed.
///
/// @param start what is sent at once
/// @param rest what follows it, streamed
/// @param end what is sent behind `rest`
record Wire(Payload start, Payload rest, String end) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int SHORT_SCRIPT = 1200;
  private static final int FEW_LINES = 20;
  private static final int SHORT_INPUT = 250;

  /// As much as a standard library reads ahead from a pipe, and a line's end.
  private static final String SWALLOWED = " ".repeat(4096) + "\n";

  static Wire of(Request request, String mark, Hello hello) {
    String script = script(request);
    // A `printf` that is a program of its own would show the text in a process list.
    byte[] input =
        hello.printf() && request.input().length() <= SHORT_INPUT
            ? shortText(request.input())
            : new byte[0];
    boolean asLines = input.length > 0;
    long bytes = asLines ? 0 : request.input().length();
    byte[] text = script.getBytes(StandardCharsets.UTF_8);
    byte[] marked = (script + "\n" + mark).getBytes(StandardCharsets.UTF_8);
    boolean isLong = text.length > SHORT_SCRIPT || lines(text) > FEW_LINES;
    boolean counted = isLong && bytes == 0 && !asLines;
    var head = new StringBuilder(mark).append(' ');
    head.append(counted ? "b" + marked.length : String.valueOf(lines(text)));
    head.append(' ').append(asLines ? lineCount(input) : String.valueOf(bytes)).append('\n');
    byte[] body = counted ? marked : ended(text);
    return new Wire(
        Payload.of(
            joined(
                head.toString().getBytes(StandardCharsets.UTF_8),
                body,
                asLines ? ended(input) : input)),
        bytes > 0 ? request.input() : Payload.NONE,
        bytes > 0 ? (hello.exact() ? "" : SWALLOWED) + mark + "\n" : "");
  }

  /// A request whose task gets the channel itself, sent by lines: whatever follows them is the
  /// task's.
  static Payload handingOver(Request request, String mark) {
    byte[] text = script(request).getBytes(StandardCharsets.UTF_8);
    byte[] head = "%s %d d\n".formatted(mark, lines(text)).getBytes(StandardCharsets.UTF_8);
    return Payload.of(joined(head, ended(text), new byte[0]));
  }

  /// The request's text: its surroundings, then what it runs.
  static String script(Request request) {
    var text = new StringBuilder();
    if (!request.directory().isEmpty()) {
      String directory =
          request.directory().startsWith("-") ? "./" + request.directory() : request.directory();
      text.append("CDPATH= cd ").append(Sh.quote(directory)).append(" || exit 126\n");
    }
    for (Map.Entry<String, String> variable : request.environment().entrySet()) {
      if (!NAME.matcher(variable.getKey()).matches()) {
        throw refused("An environment variable cannot be named '" + variable.getKey() + "'");
      }
      text.append("export ")
          .append(variable.getKey())
          .append('=')
          .append("'" + variable.getValue().replace("'", "'\\''") + "'")
          .append('\n');
    }
    // A text that starts with a dash would be an option of eval.
    text.append(request.script().startsWith("-") ? "\n" : "").append(request.script());
    if (text.indexOf("\0") >= 0) {
      throw refused("A script or its environment holds a NUL byte");
    }
    return text.toString();
  }

  private static TransportException refused(String why) {
    return new TransportException(TransportException.Reason.CONFIGURATION, why);
  }

  private static byte[] shortText(Payload payload) {
    try (InputStream stream = payload.open()) {
      byte[] bytes = stream.readNBytes((int) payload.length());
      for (byte one : bytes) {
        if (one == 0) {
          return new byte[0];
        }
      }
      return lines(bytes) > FEW_LINES ? new byte[0] : bytes;
    } catch (IOException e) {
      throw new TransportException(
          TransportException.Reason.CONFIGURATION, "Unable to read the input of a command", e);
    }
  }

  private static String lineCount(byte[] input) {
    return (input[input.length - 1] == '\n' ? "l" : "m") + lines(input);
  }

  private static int lines(byte[] text) {
    int count = 0;
    for (byte one : text) {
      count += one == '\n' ? 1 : 0;
    }
    return text.length > 0 && text[text.length - 1] != '\n' ? count + 1 : count;
  }

  private static byte[] ended(byte[] text) {
    return text.length == 0 || text[text.length - 1] == '\n'
        ? text
        : joined(text, new byte[] {'\n'}, new byte[0]);
  }

  private static byte[] joined(byte[] first, byte[] second, byte[] third) {
    var all = java.util.Arrays.copyOf(first, first.length + second.length + third.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    System.arraycopy(third, 0, all, first.length + second.length, third.length);
    return all;
  }
}
