package dev.holdfast.modules;

import dev.holdfast.engine.module.Argument;
import dev.holdfast.engine.module.ModuleFailure;
import dev.holdfast.engine.module.Parameters;
import dev.holdfast.language.value.Text;
import dev.holdfast.transport.Payload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One request that a machine shall make.
///
/// @param headers by name; they may be secret
/// @param redirects whether to go where the server says
/// @param access what proves who asks, and whom is trusted
/// @param proxy whether the machine's proxies are used
/// @param unixSocket where to connect instead of the address; empty for none
/// @param decompress whether a compressed answer is unpacked
/// @param timeout seconds without any progress
record HttpRequest(
    String url,
    String method,
    Map<String, String> headers,
    Optional<Payload> body,
    boolean redirects,
    Access access,
    boolean proxy,
    String unixSocket,
    boolean decompress,
    long timeout) {

  /// Who asks, and whom is trusted. Empty texts are absent ones.
  record Access(
      String user,
      String password,
      boolean basicAtOnce,
      String certificate,
      String key,
      String authority,
      boolean validate) {
    @Override
    public String toString() {
      return "Access[" + user + "]";
    }
  }

  HttpRequest {
    headers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    headers.forEach((name, value) -> {
      if ((name + value).chars().anyMatch(letter -> letter == '\n' || letter == '\r')) {
        throw ModuleFailure.of("Invalid header value b'%s'".formatted(name));
      }
    });
  }

  /// The arguments that every module with an address has.
  static List<Argument> arguments(String... aliasesOfUserAndPassword) {
    String[] names =
        aliasesOfUserAndPassword.length == 2
            ? aliasesOfUserAndPassword
            : new String[] {"username", "password"};
    return List.of(
        Argument.str("url").must(),
        Argument.bool("force", false),
        Argument.str("http_agent").or("ansible-httpget"),
        Argument.bool("use_proxy", true),
        Argument.bool("validate_certs", true),
        Argument.str("url_username").aliases(names[0]),
        Argument.str("url_password").aliases(names[1]).hidden(),
        Argument.bool("force_basic_auth", false),
        Argument.path("client_cert"),
        Argument.path("client_key"),
        Argument.bool("use_gssapi", false),
        Argument.list("unredirected_headers"),
        Argument.bool("decompress", true),
        Argument.list("ciphers"),
        Argument.bool("use_netrc", true));
  }

  /// A request for an address with all else as a task's arguments say.
  static HttpRequest of(Parameters arguments, String url) {
    if (arguments.on("use_gssapi")) {
      throw ModuleFailure.of("use_gssapi is not supported");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    arguments.members("headers").forEach((name, value) -> headers.put(name, Text.str(value)));
    if (headers.keySet().stream().noneMatch(name -> name.equalsIgnoreCase("user-agent"))) {
      headers.put("User-Agent", arguments.text("http_agent").orElse("ansible-httpget"));
    }
    return new HttpRequest(
        url,
        "GET",
        headers,
        Optional.empty(),
        true,
        new Access(
            arguments.text("url_username").orElse(""),
            arguments.text("url_password").orElse(""),
            arguments.on("force_basic_auth"),
            arguments.text("client_cert").orElse(""),
            arguments.text("client_key").orElse(""),
            arguments.text("ca_path").orElse(""),
            arguments.flag("validate_certs").orElse(true)),
        arguments.flag("use_proxy").orElse(true),
        arguments.text("unix_socket").orElse(""),
        arguments.flag("decompress").orElse(true),
        arguments.number("timeout").orElse(10L));
  }

  HttpRequest withMethod(String name) {
    return new HttpRequest(
        url, name, headers, body, redirects, access, proxy, unixSocket, decompress, timeout);
  }

  HttpRequest withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.keySet().removeIf(name::equalsIgnoreCase);
    more.put(name, value);
    return new HttpRequest(
        url, method, more, body, redirects, access, proxy, unixSocket, decompress, timeout);
  }

  HttpRequest withBody(Payload payload) {
    return new HttpRequest(
        url,
        method,
        headers,
        Optional.of(payload),
        redirects,
        access,
        proxy,
        unixSocket,
        decompress,
        timeout);
  }

  HttpRequest withRedirects(boolean follow) {
    return new HttpRequest(
        url, method, headers, body, follow, access, proxy, unixSocket, decompress, timeout);
  }

  boolean hasHeader(String name) {
    return headers.keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  /// Whether something in it may show in no list of processes.
  boolean isSecret() {
    return !access.password().isEmpty()
        || url.matches("[a-z]+://[^/]*@.*")
        || headers.keySet().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .anyMatch(name -> name.matches(".*(auth|cookie|token|key|secret|pass|session).*"));
  }

  @Override
  public String toString() {
    return method + " " + url.replaceFirst("//[^/]*@", "//");
  }
}
