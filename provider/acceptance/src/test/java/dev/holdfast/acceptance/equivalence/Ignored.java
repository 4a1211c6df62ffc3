package dev.holdfast.acceptance.equivalence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Which fields say something about the program and the moment instead of the provider.
final class Ignored {

  /// Versions of program and format, and times.
  private static final List<Pattern> ALWAYS =
      List.of(
          Pattern.compile("(prior_state\\.)?(terraform_version|format_version)"),
          Pattern.compile("timestamp"),
          Pattern.compile("\\d+\\.(@timestamp|@module|hook\\.elapsed_seconds)"));

  /// Fields of one of the two programs: Terraform has `applyable` and `complete` in a plan;
  /// OpenTofu has the type of a variable and whether it must be set, and counts forgotten resources
  /// in the summary of an apply.
  private static final List<Pattern> ONE_PROGRAM =
      List.of(
          Pattern.compile("applyable"),
          Pattern.compile("complete"),
          Pattern.compile("configuration\\..*variables\\.[^.]+\\.(type|required)"),
          Pattern.compile("\\d+\\.changes\\.forget"));

  private Ignored() {}

  /// @param patterns dotted paths of the case, where `*` stands for any step
  static Predicate<String> fields(List<String> patterns) {
    var all = new ArrayList<>(ALWAYS);
    all.addAll(ONE_PROGRAM);
    patterns.forEach(pattern -> all.add(pattern(pattern)));
    return path -> all.stream().anyMatch(pattern -> pattern.matcher(path).matches());
  }

  private static Pattern pattern(String dotted) {
    return Pattern.compile(dotted.replace(".", "\\.").replace("*", "[^.]*"));
  }
}
