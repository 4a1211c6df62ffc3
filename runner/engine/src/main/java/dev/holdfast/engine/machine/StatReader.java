package dev.holdfast.engine.machine;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the lines that [ProbeText] makes `stat` and its companions print.
final class StatReader {
  static final String STATUS = "S|";

  /// GNU's and BusyBox' `stat` both know these. The text forms of the times come last: only they
  /// have fractions, and an old BusyBox prints them without.
  static final String FORMAT = STATUS + "%f|%u|%g|%U|%G|%s|%i|%d|%h|%t|%T|%b|%o|%X|%Y|%Z|%x|%y|%z";

  private static final Pattern FRACTION = Pattern.compile("\\d(\\.\\d+)");
  private static final Pattern SPACES = Pattern.compile("\\s+");
  private static final Pattern LINE =
      Pattern.compile("^S\\|([0-9a-f]+(?:\\|[^|\\n]*){18})(?:\\|(.*))?$", Pattern.MULTILINE);

  private StatReader() {}

  static FileStatus read(String text, String path) {
    int end = text.indexOf('\n');
    String[] lines = text.substring(end + 1).split("\n", -1);
    Details details = new Details(path);
    for (int i = 0; i < lines.length && details.link.isEmpty(); i++) {
      details.line(text, lines[i]);
    }
    return status(text.substring(STATUS.length(), end), details);
  }

  static List<Answers.Found> readAll(String text) {
    List<Answers.Found> all = new ArrayList<>();
    Matcher matcher = LINE.matcher(text);
    int from = -1;
    String fields = "";
    while (matcher.find()) {
      if (from >= 0) {
        all.add(found(fields, text.substring(from, matcher.start() - 1)));
      }
      fields = matcher.group(1);
      from = matcher.start(2);
    }
    if (from >= 0) {
      all.add(found(fields, text.substring(from, text.length() - 1)));
    }
    return all;
  }

  private static Answers.Found found(String fields, String path) {
    return new Answers.Found(path, status(fields, new Details(path)));
  }

  private static FileStatus status(String line, Details details) {
    String[] f = line.split("\\|", -1);
    return new FileStatus(
        Integer.parseInt(f[0], 16),
        Long.parseLong(f[1]),
        Long.parseLong(f[2]),
        name(f[3]),
        name(f[4]),
        Long.parseLong(f[5]),
        Long.parseLong(f[6]),
        Long.parseLong(f[7]),
        Long.parseLong(f[8]),
        (Long.parseLong(f[9], 16) << 8) | Long.parseLong(f[10], 16),
        Long.parseLong(f[11]),
        Long.parseLong(f[12]),
        time(f[13], f[16]),
        time(f[14], f[17]),
        time(f[15], f[18]),
        details.access,
        details.checksum,
        details.mime,
        details.version,
        details.flags,
        details.link,
        details.context);
  }

  private static Optional<String> name(String text) {
    return text.equals("UNKNOWN") || text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static BigDecimal time(String seconds, String text) {
    Matcher fraction = FRACTION.matcher(text);
    return new BigDecimal(fraction.find() ? seconds + fraction.group(1) : seconds);
  }

  /// The lines after the first, told apart by their first letter. A link's come last, as its target
  /// may contain anything.
  private static final class Details {
    private final String path;
    private String access = "";
    private Optional<String> checksum = Optional.empty();
    private Optional<String> mime = Optional.empty();
    private Optional<String> version = Optional.empty();
    private Optional<String> flags = Optional.empty();
    private Optional<FileStatus.Link> link = Optional.empty();
    private Optional<String> context = Optional.empty();

    private Details(String path) {
      this.path = path;
    }

    void line(String text, String line) {
      String rest = line.isEmpty() ? "" : line.substring(1);
      switch (line.isEmpty() ? ' ' : line.charAt(0)) {
        case 'A' -> access = rest;
        case 'H' -> checksum = Optional.of(SPACES.split(rest)[0].replace("\\", ""));
        case 'M' -> mime = Optional.of(rest);
        case 'Z' -> context = Optional.of(rest.replace("\0", ""));
        case 'T' -> attributes(SPACES.split(rest.strip()));
        case 'L' -> link(text.substring(text.indexOf("\nL") + 2));
        default -> {}
      }
    }

    private void attributes(String[] words) {
      if (words.length > 1) {
        version = Optional.of(words[0]).filter(word -> !word.equals("?"));
        flags = Optional.of(words[1].replace("-", ""));
      }
    }

    /// Where a broken link would lead; BusyBox' `readlink` does not say.
    private String nowhere(String target) {
      return Path.of(path).resolveSibling(target).normalize().toString();
    }

    private void link(String text) {
      int middle = text.indexOf("\nR");
      String target = middle < 0 ? text : text.substring(0, middle);
      String source =
          access.contains("E") && middle >= 0
              ? text.substring(middle + 2).stripTrailing()
              : nowhere(target);
      link = Optional.of(new FileStatus.Link(target, source));
    }
  }
}
