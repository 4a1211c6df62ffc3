package dev.holdfast.language.regex;

import dev.holdfast.language.value.PythonError;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A compiled pattern of Python's `re`.
public final class PythonRegex {
  private static final String QUOTED = "()[]{}?*+-|^$\\.&~# \t\n\r\u000b\f";

  private final Translation translation;
  private final Pattern pattern;

  private PythonRegex(Translation translation, Pattern pattern) {
    this.translation = translation;
    this.pattern = pattern;
  }

  /// `re.compile(pattern, flags)`.
  public static PythonRegex compile(String pattern, Set<RegexFlag> flags) {
    Translation translation = Translator.translate(pattern, flags);
    try {
      return new PythonRegex(
          translation, Pattern.compile(translation.pattern(), javaFlags(translation.flags())));
    } catch (PatternSyntaxException e) {
      throw new RegexException(e.getDescription());
    }
  }

  /// `re.compile(pattern)`.
  public static PythonRegex compile(String pattern) {
    return compile(pattern, EnumSet.noneOf(RegexFlag.class));
  }

  private static int javaFlags(Set<RegexFlag> flags) {
    int java = Pattern.UNIX_LINES;
    if (!flags.contains(RegexFlag.ASCII)) {
      java |= Pattern.UNICODE_CHARACTER_CLASS;
    }
    if (flags.contains(RegexFlag.IGNORECASE)) {
      java |= Pattern.CASE_INSENSITIVE;
      java |= flags.contains(RegexFlag.ASCII) ? 0 : Pattern.UNICODE_CASE;
    }
    if (flags.contains(RegexFlag.MULTILINE)) {
      java |= Pattern.MULTILINE;
    }
    if (flags.contains(RegexFlag.DOTALL)) {
      java |= Pattern.DOTALL;
    }
    return java;
  }

  /// `re.escape`.
  public static String escape(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (QUOTED.indexOf(c) >= 0) {
        out.append('\\');
      }
      out.append(c);
    }
    return out.toString();
  }

  /// How many groups the pattern has.
  public int groups() {
    return translation.groups();
  }

  /// The first match anywhere.
  public Optional<PythonMatch> search(String text) {
    return guarded(() -> found(pattern.matcher(text), Matcher::find));
  }

  /// A match at the beginning.
  public Optional<PythonMatch> match(String text) {
    return guarded(() -> found(pattern.matcher(text), Matcher::lookingAt));
  }

  /// A match of the whole text.
  public Optional<PythonMatch> fullMatch(String text) {
    return guarded(() -> found(pattern.matcher(text), Matcher::matches));
  }

  /// Every match, from the left, without overlap.
  public List<PythonMatch> findAll(String text) {
    return guarded(() -> all(text));
  }

  /// Behind an empty match the next one may begin at the same place, but then it is not empty.
  private List<PythonMatch> all(String text) {
    List<PythonMatch> matches = new ArrayList<>();
    Matcher plain = bounded(pattern.matcher(text));
    Optional<Matcher> advancing = Optional.empty();
    int from = 0;
    boolean mustAdvance = false;
    while (true) {
      if (mustAdvance && advancing.isEmpty()) {
        advancing = Optional.of(bounded(advancing().matcher(text)));
      }
      Matcher matcher = mustAdvance ? advancing.orElse(plain) : plain;
      matcher.region(from, text.length());
      if (!matcher.find()) {
        return matches;
      }
      matches.add(match(matcher));
      from = matcher.end();
      mustAdvance = matcher.start() == matcher.end();
    }
  }

  private static Matcher bounded(Matcher matcher) {
    return matcher.useTransparentBounds(true).useAnchoringBounds(false);
  }

  /// The same pattern, for matches that do not end where the search begins.
  private Pattern advancing() {
    return Pattern.compile("(?:" + pattern.pattern() + ")(?!\\G)", pattern.flags());
  }

  /// `match.expand(template)`: the template with a match's groups in it.
  public String expand(String template, PythonMatch match) {
    return ReplacementTemplate.parse(template, translation).expand(match);
  }

  /// `re.sub`; a count of 0 replaces every match.
  public String sub(String template, String text, int count) {
    ReplacementTemplate replacement = ReplacementTemplate.parse(template, translation);
    StringBuilder out = new StringBuilder();
    int from = 0;
    int left = count > 0 ? count : Integer.MAX_VALUE;
    for (PythonMatch match : count < 0 ? List.<PythonMatch>of() : findAll(text)) {
      if (left-- == 0) {
        break;
      }
      out.append(text, from, match.start()).append(replacement.expand(match));
      from = match.end();
    }
    return out.append(text, from, text.length()).toString();
  }

  /// `re.split`; groups are among the pieces, empty where they took no part.
  public List<Optional<String>> split(String text, int limit) {
    List<Optional<String>> pieces = new ArrayList<>();
    int from = 0;
    int left = limit > 0 ? limit : Integer.MAX_VALUE;
    for (PythonMatch match : limit < 0 ? List.<PythonMatch>of() : findAll(text)) {
      if (left-- == 0) {
        break;
      }
      pieces.add(Optional.of(text.substring(from, match.start())));
      for (int i = 1; i <= match.groups(); i++) {
        pieces.add(match.group(i));
      }
      from = match.end();
    }
    pieces.add(Optional.of(text.substring(from)));
    return pieces;
  }

  private interface Attempt {
    boolean on(Matcher matcher);
  }

  private Optional<PythonMatch> found(Matcher matcher, Attempt attempt) {
    return attempt.on(matcher) ? Optional.of(match(matcher)) : Optional.empty();
  }

  private PythonMatch match(Matcher matcher) {
    return new PythonMatch(matcher.toMatchResult(), translation.names());
  }

  /// The JDK's engine recurses where Python's does not.
  private static <T> T guarded(Supplier<T> work) {
    try {
      return work.get();
    } catch (StackOverflowError e) {
      throw new PythonError("RecursionError", "regular expression needs too much recursion");
    }
  }
}
