package dev.holdfast.transport.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;

/// What the configuration may refer to on the machine that connects.
///
/// @param hostName this machine's name, `%l` in options
public record Surroundings(
    String home, String user, String hostName, Map<String, String> environment, ConfigFiles files) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /// This process on this machine.
  public static Surroundings real() {
    return new Surroundings(
        System.getProperty("user.home", "/"),
        System.getProperty("user.name", ""),
        localName(),
        System.getenv(),
        ConfigFiles.real());
  }

  private static String localName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }

  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
  }

  /// A leading `~` as this user's home.
  String home(String path) {
    return path.equals("~") || path.startsWith("~/") ? home + path.substring(1) : path;
  }

  @Override
  public String toString() {
    return "Surroundings[" + user + "@" + hostName + "]";
  }
}
