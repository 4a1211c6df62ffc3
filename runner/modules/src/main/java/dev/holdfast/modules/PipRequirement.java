package dev.holdfast.modules;

import dev.holdfast.language.filter.Versions;
import dev.holdfast.language.value.Comparison;
import dev.holdfast.language.value.Int;
import dev.holdfast.language.value.LanguageException;
import dev.holdfast.language.value.TupleValue;
import dev.holdfast.language.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a task names as a Python package: a name with conditions on its version (PEP 508 and 440),
/// or text that only pip understands, such as a path or an address.
///
/// @param given the text, as pip gets it
/// @param name as PEP 503 writes it; the text itself when it is no requirement
/// @param conditions on the version
/// @param plain whether it is a requirement
record PipRequirement(String given, String name, List<Condition> conditions, boolean plain) {
  private static final Pattern REQUIREMENT =
      Pattern.compile(
          "([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*(?:\\[([^]]*)])?\\s*"
              + "(?:@\\s*(\\S+)(?:\\s+|$)|\\(([^()]*)\\)|([^;@()]*))\\s*(?:;(.*))?");
  private static final Pattern CONDITION = Pattern.compile("(===|==|~=|!=|<=|>=|<|>)\\s*(\\S+)");
  private static final Pattern EXTRA =
      Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?");
  private static final Pattern SEPARATORS = Pattern.compile("[-_.]+");
  private static final Pattern RELEASE = Pattern.compile("v?((?:\\d+!)?\\d+(?:\\.\\d+)*).*");

  PipRequirement {
    conditions = List.copyOf(conditions);
  }

  /// Reads the names of a task, where conditions may have been taken for names of their own: `a>1`,
  /// `<2`, `b` are two packages.
  static List<PipRequirement> all(List<String> names) {
    List<String> parts =
        names.stream().flatMap(name -> Arrays.stream(name.split(",", -1))).toList();
    List<List<String>> packages = new ArrayList<>();
    boolean extras = false;
    for (String part : parts) {
      boolean follows = part.strip().matches("(?s)(>=|<=|>|<|==|!=|~=).*");
      if (packages.isEmpty() || (!follows && !extras)) {
        packages.add(new ArrayList<>());
      }
      extras = (extras || part.contains("[")) && !part.contains("]");
      packages.getLast().add(part);
    }
    return packages.stream().map(each -> of(String.join(",", each))).toList();
  }

  static PipRequirement of(String text) {
    PipRequirement raw = new PipRequirement(text, text, List.of(), false);
    Matcher matcher = REQUIREMENT.matcher(text.strip());
    if (!matcher.matches()) {
      return raw;
    }
    Optional<String> url = Optional.ofNullable(matcher.group(3));
    String versions =
        Optional.ofNullable(matcher.group(4))
            .or(() -> Optional.ofNullable(matcher.group(5)))
            .orElse("");
    Optional<List<Condition>> conditions = conditions(versions);
    Optional<String> extras = Optional.ofNullable(matcher.group(2)).flatMap(PipRequirement::extras);
    if (conditions.isEmpty() || (matcher.group(2) != null && extras.isEmpty())) {
      return raw;
    }
    String marker =
        Optional.ofNullable(matcher.group(6))
            .map(words -> (url.isPresent() ? " ; " : "; ") + words.strip().replace('\'', '"'))
            .orElse("");
    List<String> sorted = conditions.get().stream().map(Condition::text).sorted().toList();
    String whole =
        matcher.group(1)
            + extras.orElse("")
            + String.join(",", sorted)
            + url.map(address -> "@ " + address).orElse("")
            + marker;
    return new PipRequirement(whole, canonical(matcher.group(1)), conditions.get(), true);
  }

  /// The same with what `version` of the task says.
  PipRequirement with(String version) {
    String stripped = version.stripLeading();
    return of(given + (stripped.matches("(?s)\\d.*") ? "==" : " ") + stripped);
  }

  private static Optional<String> extras(String text) {
    List<String> names =
        Arrays.stream(text.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    if (!names.stream().allMatch(name -> EXTRA.matcher(name).matches())) {
      return Optional.empty();
    }
    return Optional.of(
        names.isEmpty() ? "" : "[" + String.join(",", names.stream().sorted().toList()) + "]");
  }

  private static Optional<List<Condition>> conditions(String text) {
    List<Condition> conditions = new ArrayList<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",")) {
      Matcher matcher = CONDITION.matcher(part.strip());
      Optional<Condition> condition =
          matcher.matches()
              ? Optional.of(new Condition(matcher.group(1), matcher.group(2)))
              : Optional.empty();
      if (condition.filter(Condition::isValid).isEmpty()) {
        return Optional.empty();
      }
      conditions.add(condition.get());
    }
    return Optional.of(conditions);
  }

  static String canonical(String name) {
    return SEPARATORS.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  /// Whether a line of `pip list --format=freeze` is of this package, in a version that it may
  /// have.
  boolean isInstalled(String line) {
    String[] parts = line.split("==", -1);
    return plain
        && parts.length == 2
        && canonical(parts[0]).equals(name)
        && conditions.stream().allMatch(condition -> condition.holds(parts[1].strip()));
  }

  /// A condition on a version.
  record Condition(String operator, String version) {
    private boolean any() {
      return version.endsWith(".*");
    }

    private String stem() {
      return any() ? version.substring(0, version.length() - 2) : version;
    }

    String text() {
      return operator + version;
    }

    boolean isValid() {
      boolean equality = operator.equals("==") || operator.equals("!=");
      return operator.equals("===")
          || (isVersion(stem())
              && (equality || !any())
              && (!operator.equals("~=") || release(version).contains(".")));
    }

    private static boolean isVersion(String text) {
      try {
        Versions.pep440(text);
        return true;
      } catch (LanguageException none) {
        return false;
      }
    }

    boolean holds(String candidate) {
      if (operator.equals("===")) {
        return candidate.equalsIgnoreCase(version);
      }
      if (!isVersion(candidate)) {
        return false;
      }
      String open = candidate.replaceFirst("\\+.*", "");
      return switch (operator) {
        case "==" -> equal(candidate);
        case "!=" -> !equal(candidate);
        case "~=" -> {
          String series = release(version).replaceFirst("\\.[^.]*$", ".*");
          yield compared(">=", open, version) && new Condition("==", series).holds(candidate);
        }
        case "<" -> compared("<", candidate, version) && !isSameBase(candidate, Condition::early);
        case ">" -> compared(">", candidate, version) && !isSameBase(candidate, Condition::late);
        default -> compared(operator, open, version);
      };
    }

    private boolean equal(String candidate) {
      if (any()) {
        List<String> wanted = parts(stem());
        List<String> found = new ArrayList<>(parts(candidate));
        while (found.size() < wanted.size()) {
          found.add("0");
        }
        return found.subList(0, wanted.size()).equals(wanted);
      }
      String compared = version.contains("+") ? candidate : candidate.replaceFirst("\\+.*", "");
      return Comparison.equal(Versions.pep440(compared), Versions.pep440(version));
    }

    /// A pre-release is not before its own release, nor a post-release or local version after it,
    /// unless the condition itself names one of these.
    private boolean isSameBase(String candidate, Predicate<List<Value>> special) {
      List<Value> found = Versions.pep440(candidate).items();
      List<Value> wanted = Versions.pep440(version).items();
      return special.test(found)
          && !special.test(wanted)
          && Comparison.equal(found.get(0), wanted.get(0))
          && Comparison.equal(found.get(1), wanted.get(1));
    }

    private static boolean early(List<Value> parts) {
      Value rank = ((TupleValue) parts.get(2)).items().getFirst();
      Value dev = ((TupleValue) parts.get(4)).items().getFirst();
      return !rank.equals(Int.of(4)) || dev.equals(Int.of(0));
    }

    private static boolean late(List<Value> parts) {
      Value post = ((TupleValue) parts.get(3)).items().getFirst();
      return post.equals(Int.of(1)) || !((TupleValue) parts.get(5)).items().isEmpty();
    }

    private static boolean compared(String sign, String one, String other) {
      return Comparison.holds(sign, Versions.pep440(one), Versions.pep440(other));
    }

    private static String release(String version) {
      Matcher matcher = RELEASE.matcher(version.toLowerCase(Locale.ROOT));
      return matcher.matches() ? matcher.group(1) : version;
    }

    private static List<String> parts(String version) {
      return Arrays.stream(release(version).split("[.!]"))
          .map(part -> part.replaceFirst("^0+(?=\\d)", ""))
          .toList();
    }
  }
}
