package dev.holdfast.modules;

import dev.holdfast.engine.machine.Bytes;
import dev.holdfast.engine.module.ModuleFailure;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a request came to.
///
/// @param status of HTTP; -1 when there was no answer
/// @param reason the words beside the status, or what was wrong
/// @param headers by lower-case name; several of one name are joined as Ansible joins them
/// @param cookies that were set, in order
/// @param url where the answer came from in the end
/// @param limited whether the body of a refusal could not be had
record HttpResponse(
    int status,
    String reason,
    Map<String, String> headers,
    Map<String, String> cookies,
    String url,
    boolean limited,
    Bytes body) {

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  HttpResponse withBody(Bytes content) {
    return new HttpResponse(status, reason, headers, cookies, url, limited, content);
  }

  /// What Ansible's `msg` says of it.
  String message() {
    return status < 0
        ? reason
        : isSuccess()
            ? "OK (%s bytes)".formatted(headers.getOrDefault("content-length", "unknown"))
            : "HTTP Error %d: %s".formatted(status, reason);
  }

  private record Block(String statusLine, List<String[]> headers) {
    int status() {
      String[] words = statusLine.split(" ", 3);
      return words.length > 1 && words[1].strip().matches("[0-9]{3}")
          ? Integer.parseInt(words[1].strip())
          : -1;
    }

    boolean isRedirect() {
      return status() >= 300 && status() < 400 && header("location").isPresent();
    }

    String reason() {
      String[] words = statusLine.split(" ", 3);
      return words.length > 2 ? words[2].strip() : "";
    }

    Optional<String> header(String name) {
      return headers.stream()
          .filter(pair -> pair[0].equalsIgnoreCase(name))
          .map(pair -> pair[1])
          .findFirst();
    }
  }

  /// Reads what a program left.
  ///
  /// @param exit its status
  /// @param headers those of every answer on the way, one after another
  static HttpResponse read(
      HttpRequest request, String tool, int exit, String headers, String errors) {
    if (request.url().startsWith("file:") && exit == 0) {
      return new HttpResponse(200, "OK", Map.of(), Map.of(), request.url(), false, Bytes.EMPTY);
    }
    List<Block> blocks = blocks(headers);
    boolean complete =
        exit == 0
            || (tool.equals("wget") && exit == 8)
            || (tool.equals("busybox") && exit == 1 && !blocks.isEmpty())
            || (tool.equals("curl") && exit == 47);
    if (blocks.isEmpty() || !complete) {
      return new HttpResponse(
          -1,
          failure(request, tool, exit, errors),
          Map.of(),
          Map.of(),
          request.url(),
          false,
          Bytes.EMPTY);
    }
    if (tool.equals("busybox") && request.body().isPresent() && blocks.getFirst().isRedirect()) {
      throw ModuleFailure.of(
          "BusyBox' wget, the only one on this machine, sent the body once more where a redirect"
              + " led, to %s; curl and GNU wget do as follow_redirects says"
                  .formatted(blocks.getFirst().header("location").orElse("another address")));
    }
    Block last = blocks.getLast();
    Map<String, String> joined = new LinkedHashMap<>();
    Map<String, String> cookies = new LinkedHashMap<>();
    last.headers()
        .forEach(pair ->
            joined.merge(pair[0].toLowerCase(Locale.ROOT), pair[1], (a, b) -> a + ", " + b));
    blocks.forEach(block ->
        block.headers().stream()
            .filter(pair -> pair[0].equalsIgnoreCase("set-cookie"))
            .forEach(pair -> cookie(pair[1], cookies)));
    boolean limited = tool.equals("busybox") && last.status() >= 300;
    return new HttpResponse(
        last.status(),
        last.reason(),
        joined,
        cookies,
        finalUrl(request.url(), blocks),
        limited,
        Bytes.EMPTY);
  }

  private static List<Block> blocks(String text) {
    List<Block> blocks = new ArrayList<>();
    for (String line : text.split("\r?\n")) {
      if (line.startsWith("HTTP/")) {
        boolean again =
            !blocks.isEmpty()
                && blocks.getLast().statusLine().equals(line.strip())
                && blocks.getLast().status() >= 400;
        if (!again) {
          blocks.add(new Block(line.strip(), new ArrayList<>()));
        }
      } else if (!blocks.isEmpty() && line.indexOf(':') > 0) {
        int colon = line.indexOf(':');
        blocks
            .getLast()
            .headers()
            .add(
                new String[] {line.substring(0, colon).strip(), line.substring(colon + 1).strip()});
      }
    }
    return blocks;
  }

  private static void cookie(String header, Map<String, String> cookies) {
    String pair = header.split(";", 2)[0];
    int equals = pair.indexOf('=');
    if (equals > 0) {
      cookies.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
  }

  private static String finalUrl(String first, List<Block> blocks) {
    String url = first;
    for (Block block : blocks.subList(0, blocks.size() - 1)) {
      if (block.isRedirect()) {
        url = resolved(url, block.header("location").orElseThrow());
      }
    }
    return url;
  }

  private static String resolved(String base, String location) {
    try {
      return URI.create(base).resolve(location.replace(" ", "%20")).toString();
    } catch (IllegalArgumentException strange) {
      return location;
    }
  }

  /// Why there was no answer, in Ansible's words where it has some.
  private static String failure(HttpRequest request, String tool, int exit, String errors) {
    String text = errors.lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
    String plain = text.replaceFirst("^(curl: \\(\\d+\\) |wget: )", "").strip();
    String lower = errors.toLowerCase(Locale.ROOT);
    if (lower.contains("certificate") || (tool.equals("curl") && exit == 60)) {
      throw ModuleFailure.of(
              "Failed to validate the SSL certificate for %s. Make sure your managed systems have"
                      .formatted(authority(request.url()))
                  + " a valid CA certificate installed. You can use validate_certs=False if you do"
                  + " not need to confirm the servers identity but this is unsafe and not"
                  + " recommended. The exception msg was: "
                  + plain
                  + ".")
          .with("status", dev.holdfast.language.value.Int.of(-1))
          .with("url", request.url());
    }
    String cause =
        lower.contains("refused") || (tool.equals("curl") && exit == 7)
            ? "[Errno 111] Connection refused"
            : lower.contains("resolve")
                    || lower.contains("bad address")
                    || lower.contains("name or service")
                ? "[Errno -2] Name or service not known"
                : lower.contains("timed out") || (tool.equals("curl") && exit == 28)
                    ? "timed out"
                    : plain.isEmpty() ? tool + " ended with status " + exit : plain;
    return "Request failed: <urlopen error %s>".formatted(cause);
  }

  private static String authority(String url) {
    String host = url.replaceFirst("^[a-z]+://", "").replaceFirst("[/?#].*", "");
    host = host.substring(host.indexOf('@') + 1);
    return host.matches(".*:[0-9]+") ? host : host + ":443";
  }
}
