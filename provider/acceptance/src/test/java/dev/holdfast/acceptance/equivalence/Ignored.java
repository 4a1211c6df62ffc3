package dev.holdfast.acceptance.equivalence;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Which fields say something about the program and the moment instead of the provider.
final class Ignored {

  /// Versions of program and format, and times.
  private static final Set<String> ALWAYS =
      Set.of("terraform_version", "format_version", "timestamp", "@timestamp", "@module");

  /// Fields of one of the two programs: Terraform has `applyable` and `complete` in a plan, and
  /// OpenTofu counts forgotten resources in the summary of an apply.
  private static final List<Pattern> ONE_PROGRAM =
      List.of(
          Pattern.compile("applyable"),
          Pattern.compile("complete"),
          Pattern.compile("\\d+\\.changes\\.forget"));

  private Ignored() {}

  /// @param patterns dotted paths of the case, where `*` stands for any step
  static Predicate<String> fields(List<String> patterns) {
    List<Pattern> own = patterns.stream().map(Ignored::pattern).toList();
    return path ->
        ALWAYS.contains(path.substring(path.lastIndexOf('.') + 1))
            || ONE_PROGRAM.stream().anyMatch(pattern -> pattern.matcher(path).matches())
            || own.stream().anyMatch(pattern -> pattern.matcher(path).matches());
  }

  private static Pattern pattern(String dotted) {
    return Pattern.compile(dotted.replace(".", "\\.").replace("*", "[^.]*"));
  }
}
