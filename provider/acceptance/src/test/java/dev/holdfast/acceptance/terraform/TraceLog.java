package dev.holdfast.acceptance.terraform;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Searches a TRACE log for lines in which Terraform complains about a provider.
public final class TraceLog {

  /// What Terraform says only where a provider broke a rule, at whatever level it says it.
  private static final List<String> COMPLAINTS =
      List.of(
          "produced an unexpected",
          "produced an invalid",
          "produced invalid",
          "produced inconsistent",
          "returned invalid",
          "legacy plugin sdk",
          "legacy_type_system",
          "unexpected new value",
          "changed the config value",
          "bug in the provider",
          "failed to exit gracefully",
          "error closing client",
          "panic");

  private TraceLog() {}

  /// The lines to worry about, none where all is well.
  public static List<String> complaints(String log) {
    return log.lines().filter(line -> isWarningOfOurs(line) || complains(line)).toList();
  }

  private static boolean complains(String line) {
    String text = line.toLowerCase(Locale.ROOT);
    return COMPLAINTS.stream().anyMatch(text::contains);
  }

  /// A warning or an error that names a provider, without those that Terraform says about itself.
  private static boolean isWarningOfOurs(String line) {
    boolean warns = line.contains("[WARN]") || line.contains("[ERROR]");
    return warns
        && Stream.of("provider", "plugin", "grpc").anyMatch(line.toLowerCase(Locale.ROOT)::contains)
        && Stream.of("terraform.io/builtin", "vertex \"", "eval: ").noneMatch(line::contains);
  }
}
