package dev.holdfast.server.log;

import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Turns `java.util.logging` into hclog lines, filtered before they are made.
///
/// `TF_LOG_PROVIDER_NAME` decides, else `TF_LOG_PROVIDER`, else `TF_LOG`; with none of them nothing
/// is logged, because the host would drop it anyway. Libraries below us log only warnings unless
/// `TF_LOG_SDK` asks for more.
public final class PluginLogging {
  /// Held here because `java.util.logging` forgets loggers that nobody holds, and with them their
  /// levels.
  private static final List<Logger> LIBRARIES =
      List.of(
          Logger.getLogger("io.grpc"),
          Logger.getLogger("okhttp3"),
          Logger.getLogger("java"),
          Logger.getLogger("javax"),
          Logger.getLogger("jdk"),
          Logger.getLogger("sun"));

  private PluginLogging() {}

  /// Sends all logging of this process to `out`.
  ///
  /// @param provider the provider's type name, which is part of a variable's name
  public static void install(OutputStream out, String provider, Map<String, String> variables) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    HclogLevel level = level(provider, variables);
    root.setLevel(level.threshold());
    HclogHandler handler = new HclogHandler(out, "provider");
    handler.setLevel(Level.ALL);
    root.addHandler(handler);
    Level libraries = libraryLevel(level, variables);
    for (Logger library : LIBRARIES) {
      library.setLevel(libraries);
    }
  }

  static HclogLevel level(String provider, Map<String, String> variables) {
    String own = provider.toUpperCase(Locale.ROOT).replace('-', '_');
    return value(variables, "TF_LOG_PROVIDER_" + own)
        .or(() -> value(variables, "TF_LOG_PROVIDER"))
        .or(() -> value(variables, "TF_LOG"))
        .map(HclogLevel::named)
        .orElse(HclogLevel.OFF);
  }

  private static Level libraryLevel(HclogLevel level, Map<String, String> variables) {
    HclogLevel asked =
        value(variables, "TF_LOG_SDK").map(HclogLevel::named).orElse(HclogLevel.WARN);
    return asked.compareTo(level) > 0 ? asked.threshold() : level.threshold();
  }

  private static Optional<String> value(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name)).filter(text -> !text.isEmpty());
  }
}
