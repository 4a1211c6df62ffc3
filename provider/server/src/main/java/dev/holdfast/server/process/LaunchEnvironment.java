package dev.holdfast.server.process;

import dev.holdfast.server.process.ServerException.Code;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// What the host hands to the plugin in environment variables.
///
/// Source: go-plugin `client.go` and `server.go`; the cookie is Terraform's
/// (`internal/plugin/serve.go`).
public record LaunchEnvironment(Map<String, String> variables) {
  private static final String COOKIE_NAME = "TF_PLUGIN_MAGIC_COOKIE";
  private static final String COOKIE_VALUE =
      "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";
  private static final String PEM_BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String PEM_END = "-----END CERTIFICATE-----";

  /// The only protocol version that we speak.
  static final int PROTOCOL = 6;

  public LaunchEnvironment {
    variables = Map.copyOf(variables);
  }

  /// Whether a host started this process, and not a person.
  public boolean hasMagicCookie() {
    return COOKIE_VALUE.equals(variables.get(COOKIE_NAME));
  }

  /// Fails unless the host speaks protocol 6. A host that names no versions is taken at our word.
  public void requireProtocol() {
    String offered = text("PLUGIN_PROTOCOL_VERSIONS").orElse(Integer.toString(PROTOCOL));
    for (String version : offered.split(",", -1)) {
      if (version.strip().equals(Integer.toString(PROTOCOL))) {
        return;
      }
    }
    throw new ServerException(
        Code.PROTOCOL_NOT_OFFERED,
        "This provider speaks plugin protocol 6, which needs Terraform 1.0 or newer, or OpenTofu. "
            + "The program that started it offers only: "
            + offered);
  }

  /// The mutual TLS that the host asks for; empty when it asks for none.
  public Optional<MutualTls> mutualTls() {
    return text("PLUGIN_CLIENT_CERT").map(pem -> MutualTls.with(keyType(), derOf(pem)));
  }

  private KeyType keyType() {
    return text("HOLDFAST_PLUGIN_KEY").map(this::keyType).orElse(KeyType.P521);
  }

  private KeyType keyType(String name) {
    return KeyType.named(name)
        .orElseThrow(() ->
            new ServerException(
                Code.BAD_ENVIRONMENT,
                "HOLDFAST_PLUGIN_KEY must be p256, p521, ed25519 or rsa2048, not: " + name));
  }

  private static byte[] derOf(String pem) {
    int begin = pem.indexOf(PEM_BEGIN);
    int end = pem.indexOf(PEM_END);
    if (begin < 0 || end < begin) {
      throw badClientCertificate();
    }
    try {
      return Base64.getMimeDecoder().decode(pem.substring(begin + PEM_BEGIN.length(), end));
    } catch (IllegalArgumentException _) {
      throw badClientCertificate();
    }
  }

  private static ServerException badClientCertificate() {
    return new ServerException(
        Code.BAD_ENVIRONMENT, "PLUGIN_CLIENT_CERT holds no certificate in PEM form");
  }

  /// Whether the handshake line needs a field that says if we multiplex broker connections.
  boolean asksForMultiplexing() {
    return text("PLUGIN_MULTIPLEX_GRPC").isPresent();
  }

  /// Where Unix sockets go: the host's folder, else that for temporary files.
  Path socketFolder() {
    return text("PLUGIN_UNIX_SOCKET_DIR")
        .or(() -> text("TMPDIR"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
  }

  /// The group (name or number) that has to be able to connect.
  Optional<String> socketGroup() {
    return text("PLUGIN_UNIX_SOCKET_GROUP");
  }

  /// The TCP ports that may be used.
  PortRange ports() {
    return new PortRange(number("PLUGIN_MIN_PORT"), number("PLUGIN_MAX_PORT"));
  }

  private int number(String name) {
    String text = text(name).orElse("0");
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException _) {
      throw new ServerException(Code.BAD_ENVIRONMENT, name + " is not a port number: " + text);
    }
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
  }

  /// Names only: values are the host's business.
  @Override
  public String toString() {
    return "LaunchEnvironment" + variables.keySet();
  }

  /// TCP ports from `first` to `last`; 0 and 0 leave the choice to the system.
  record PortRange(int first, int last) {
    PortRange {
      if (first < 0 || last < first || last > 0xffff) {
        throw new ServerException(
            Code.BAD_ENVIRONMENT,
            "PLUGIN_MIN_PORT and PLUGIN_MAX_PORT are no range of ports: " + first + " to " + last);
      }
    }
  }
}
