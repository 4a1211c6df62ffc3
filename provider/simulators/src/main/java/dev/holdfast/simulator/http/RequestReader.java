package dev.holdfast.simulator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads request lines and headers off a connection, with the leniency and the limits of
/// pve-http-server (`PVE/APIServer/AnyEvent.pm`, `push_request_header`, `unshift_read_header`).
final class RequestReader {

  private static final Pattern REQUEST_LINE =
      Pattern.compile("(\\S+) (\\S+) (HTTP/([0-9]+)\\.[0-9]+)");
  private static final Pattern HEADER_LINE = Pattern.compile("([^:\\s]+)\\s*:\\s*(.*)");

  private final InputStream in;
  private final ConnectionPolicy policy;

  RequestReader(InputStream in, ConnectionPolicy policy) {
    this.in = in;
    this.policy = policy;
  }

  /// Reads the next head; `firstByte` runs as soon as there is anything to read.
  Incoming next(Runnable firstByte) throws IOException {
    int first = in.read();
    firstByte.run();
    if (first < 0) {
      return new Incoming.Ended();
    }
    Optional<String> line = first == '\n' ? Optional.of("") : readLine(first);
    // Empty lines before a request are passed over, some clients send them.
    while (line.isPresent() && line.get().isEmpty()) {
      line = readLine();
    }
    return line.isPresent() ? request(line.get()) : new Incoming.Ended();
  }

  private Incoming request(String line) throws IOException {
    Matcher parts = REQUEST_LINE.matcher(line);
    if (!parts.find()) {
      return malformed(400, "bad request");
    }
    if (!parts.group(4).equals("1")) {
      String version = parts.group(3).substring("HTTP/".length());
      return malformed(506, "http protocol version " + version + " not supported");
    }
    return headers(parts.group(1), parts.group(2), parts.group(3));
  }

  private Incoming headers(String method, String target, String protocol) throws IOException {
    List<Headers.Field> fields = new ArrayList<>();
    int lines = 0;
    int bytes = 0;
    while (true) {
      Optional<String> line = readLine();
      if (line.isEmpty()) {
        return new Incoming.Ended();
      }
      lines++;
      bytes += line.get().length();
      if (lines >= policy.headerLines() || bytes >= policy.headerBytes()) {
        return new Incoming.Unanswerable();
      }
      if (line.get().isEmpty()) {
        return new Incoming.Request(new RequestHead(method, target, protocol, new Headers(fields)));
      }
      if (!addTo(fields, line.get())) {
        return malformed(506, "unable to parse request header");
      }
    }
  }

  private static boolean addTo(List<Headers.Field> fields, String line) {
    Matcher parts = HEADER_LINE.matcher(line);
    if (parts.matches()) {
      fields.add(new Headers.Field(parts.group(1), parts.group(2)));
      return true;
    }
    if (fields.isEmpty() || !Character.isWhitespace(line.charAt(0))) {
      return false;
    }
    Headers.Field last = fields.removeLast();
    fields.add(new Headers.Field(last.name(), last.value() + " " + line.strip()));
    return true;
  }

  private static Incoming malformed(int status, String reason) {
    return new Incoming.Malformed(Refusals.answer(status, reason));
  }

  private Optional<String> readLine() throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    return first == '\n' ? Optional.of("") : readLine(first);
  }

  /// The line that begins with `first`; nothing when it does not end, or not soon enough.
  private Optional<String> readLine(int first) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = first;
    while (next != '\n') {
      if (next < 0 || line.size() > policy.bodyBytes() + policy.headerBytes()) {
        return Optional.empty();
      }
      line.write(next);
      next = in.read();
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return Optional.of(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }
}
