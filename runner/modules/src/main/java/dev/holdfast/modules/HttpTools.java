package dev.holdfast.modules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// How a request is said to the programs that may carry it out: as the text of a file that they
/// read, so that no list of processes shows it.
final class HttpTools {
  private HttpTools() {}

  /// A configuration file of curl. Everything is in its working directory.
  static String curl(HttpRequest request) {
    Lines lines = new Lines(" = \"", "\"");
    HttpRequest.Access access = request.access();
    lines.put("url", request.url().replace(" ", "%20"));
    boolean head = request.method().equals("HEAD");
    lines.flag(head, "head");
    boolean empty = request.body().isEmpty() && request.method().matches("POST|PUT|PATCH");
    lines.when(request.body().isPresent(), "data-binary", "@body");
    lines.when(empty, "data-binary", "");
    boolean implied = request.method().equals(request.body().isPresent() || empty ? "POST" : "GET");
    lines.when(!head && !implied, "request", request.method());
    request
        .headers()
        .forEach((name, value) ->
            lines.put("header", value.isEmpty() ? name + ";" : name + ": " + value));
    lines.when(empty && !request.hasHeader("content-type"), "header", "Content-Type:");
    lines.when(!request.hasHeader("connection"), "header", "Connection: close");
    lines.put("header", "Expect:");
    lines.flag(request.redirects(), "location");
    lines.when(request.redirects(), "max-redirs", "10");
    if (!access.user().isEmpty()) {
      lines.put("user", access.user() + ":" + access.password());
      lines.flag(true, access.basicAtOnce() ? "basic" : "anyauth");
    }
    lines.when(!access.certificate().isEmpty(), "cert", access.certificate());
    lines.when(!access.key().isEmpty(), "key", access.key());
    lines.when(!access.authority().isEmpty(), "cacert", access.authority());
    lines.flag(!access.validate(), "insecure");
    lines.when(!request.proxy(), "noproxy", "*");
    lines.when(!request.unixSocket().isEmpty(), "unix-socket", request.unixSocket());
    lines.put("connect-timeout", Long.toString(request.timeout()));
    lines.put("speed-time", Long.toString(request.timeout()));
    lines.put("speed-limit", "1");
    lines.flag(true, "silent");
    lines.flag(true, "show-error");
    lines.put("dump-header", "headers");
    lines.put("output", "out");
    return lines.text();
  }

  /// A configuration file of GNU wget.
  static String wget(HttpRequest request) {
    Lines lines = new Lines(" = ", "");
    HttpRequest.Access access = request.access();
    lines.put("input", "address");
    lines.when(!request.method().equals("GET"), "method", request.method());
    lines.when(request.body().isPresent(), "body_file", "body");
    request.headers().forEach((name, value) -> lines.put("header", name + ": " + value));
    lines.when(
        request.body().isPresent() && !request.hasHeader("content-type"),
        "header",
        "Content-Type: application/x-www-form-urlencoded");
    lines.when(!request.hasHeader("connection"), "header", "Connection: close");
    lines.put("max_redirect", request.redirects() ? "10" : "0");
    lines.when(!access.user().isEmpty(), "user", access.user());
    lines.when(!access.password().isEmpty(), "password", access.password());
    lines.when(access.basicAtOnce(), "auth_no_challenge", "on");
    lines.when(!access.certificate().isEmpty(), "certificate", access.certificate());
    lines.when(!access.key().isEmpty(), "private_key", access.key());
    lines.when(!access.authority().isEmpty(), "ca_certificate", access.authority());
    lines.when(!access.validate(), "check_certificate", "off");
    lines.when(!request.proxy(), "use_proxy", "off");
    lines.put("timeout", Long.toString(request.timeout()));
    lines.put("tries", "1");
    lines.put("content_on_error", "on");
    lines.put("server_response", "on");
    lines.put("output_document", "out");
    return lines.text();
  }

  /// The arguments of BusyBox' wget, one a line, the limit of time in the first two. They show in
  /// the list of processes.
  static String busybox(HttpRequest request) {
    List<String> words = new ArrayList<>(List.of("-T", Long.toString(request.timeout())));
    words.addAll(List.of("-S", "-O", "out"));
    request
        .headers()
        .forEach((name, value) -> words.addAll(List.of("--header", name + ": " + value)));
    if (request.body().isPresent()) {
      words.addAll(List.of("--post-file", "body"));
    }
    if (request.method().equals("HEAD")) {
      words.add("--spider");
    }
    if (!request.proxy()) {
      words.addAll(List.of("-Y", "off"));
    }
    if (!request.access().validate()) {
      words.add("--no-check-certificate");
    }
    words.add(request.url().replace(" ", "%20"));
    return String.join("\n", words) + "\n";
  }

  /// What keeps GNU wget from carrying out a request; empty when nothing does.
  static Optional<String> beyondWget(HttpRequest request) {
    return request.unixSocket().isEmpty()
        ? Optional.empty()
        : Optional.of("wget cannot connect to unix_socket; curl can");
  }

  /// What keeps BusyBox' wget from carrying out a request.
  static Optional<String> beyondBusybox(HttpRequest request) {
    HttpRequest.Access access = request.access();
    String reason =
        !request.unixSocket().isEmpty()
            ? "connect to unix_socket"
            : !request.method().matches(request.body().isPresent() ? "POST" : "GET|HEAD")
                ? "send this "
                    + request.method().toUpperCase(Locale.ROOT)
                    + (request.body().isPresent() ? " with a body" : "")
                : !request.redirects() && request.body().isEmpty()
                    ? "leave redirects alone"
                    : !(access.certificate() + access.key() + access.authority()).isEmpty()
                        ? "use certificates of the task's"
                        : request.isSecret() || !access.user().isEmpty()
                            ? "keep the request's credentials out of the list of processes"
                            : "";
    return reason.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "BusyBox' wget, the only one on this machine, cannot %s; curl or GNU wget can"
                .formatted(reason));
  }

  /// Lines of a configuration file.
  private static final class Lines {
    private final StringBuilder text = new StringBuilder();
    private final String before;
    private final String after;

    Lines(String before, String after) {
      this.before = before;
      this.after = after;
    }

    void put(String name, String value) {
      String quoted = after.isEmpty() ? value : value.replace("\\", "\\\\").replace("\"", "\\\"");
      text.append(name).append(before).append(quoted).append(after).append('\n');
    }

    void when(boolean wanted, String name, String value) {
      if (wanted) {
        put(name, value);
      }
    }

    void flag(boolean wanted, String name) {
      if (wanted) {
        text.append(name).append('\n');
      }
    }

    String text() {
      return text.toString();
    }
  }
}
